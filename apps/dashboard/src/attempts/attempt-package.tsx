import { Facts } from '../components/facts.tsx';
import { List, ListRow } from '../components/list.tsx';
import { describeSize } from '../components/quantities.ts';
import { TextLink } from '../components/text-link.tsx';
import styles from './attempt.module.css';
import type { AttemptDetail } from './use-attempt.ts';

/** Longer lists are for the version's own page. */
const mostFiles = 200;

/** What was packed: files with sizes and digests, and the digests of the whole. */
export function AttemptPackage({ attempt }: { attempt: AttemptDetail }) {
  const { package: packed, status, entry_id, version } = attempt;
  if (!packed) {
    return <p>{status === 'pending' ? 'Nothing is packed yet.' : 'Nothing was packed.'}</p>;
  }
  const { files, size_bytes, unpacked_bytes, content_hash, tar_hash, manifest_hash } = packed;
  const total = files && unpacked_bytes !== null && `${countOf(files.length)}, ${describeSize(unpacked_bytes)} in all`;
  return (
    <>
      <Facts
        facts={{
          Contents: total || null,
          'Archive (.tar.gz)': size_bytes === null ? null : describeSize(size_bytes),
          'Digest of the archive': <Digest hash={content_hash} />,
          'Digest of the tar': tar_hash && <Digest hash={tar_hash} />,
          'Digest of the manifest': manifest_hash && <Digest hash={manifest_hash} />,
        }}
      />
      {files === null && <p className={styles.quiet}>No version came of these bytes, and they were removed since.</p>}
      {files && (
        <div className={styles.files}>
          <List label="Files of the package">
            {files.slice(0, mostFiles).map(({ path, hash, size, mode }) => (
              <ListRow key={path} title={<code>{path}</code>} end={describeSize(size)}>
                {mode === '0755' && <span>executable</span>}
                <Digest hash={hash} />
              </ListRow>
            ))}
          </List>
          {files.length > mostFiles && (
            <p className={styles.quiet}>
              The first {mostFiles} of {files.length} files.{' '}
              {version && (
                <TextLink to={`/registry/${entry_id}/versions/${encodeURIComponent(version)}`}>
                  See all on the version’s page
                </TextLink>
              )}
            </p>
          )}
        </div>
      )}
    </>
  );
}

function Digest({ hash }: { hash: string }) {
  return <code className={styles.digest}>sha256:{hash}</code>;
}

function countOf(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}
