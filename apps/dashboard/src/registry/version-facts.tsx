import type { Schema } from '../api/client.ts';
import { Command } from '../components/command.tsx';
import { Facts } from '../components/facts.tsx';
import { Section } from '../components/page.tsx';
import { describeSize } from '../components/quantities.ts';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { archiveName, comparePath, type PackageRef } from './package-area.ts';
import { readArchive } from './package-queries.ts';
import styles from './registry.module.css';
import { SaveButton } from './saved-file.tsx';
import { CommitLink, SourceRepository } from './source-links.tsx';
import { useVersionBefore } from './version-before.ts';
import { kindNames, kindOf } from './version-labels.tsx';

type Contents = Schema<'VersionProvenance'> | Schema<'PublicVersion'>;

/** What is only told inside of the organization. */
function ownPart(contents: Contents): Schema<'VersionProvenance'> | null {
  return 'attempt_id' in contents ? contents : null;
}

export function VersionFacts({ of, contents }: { of: PackageRef; contents: Contents }) {
  const before = useVersionBefore(of, contents);
  const own = ownPart(contents);
  return (
    <Facts
      facts={{
        Published: <Time at={contents.pushed_at} />,
        Kind: kindNames[kindOf(contents)],
        'What changed': own?.change_summary,
        'Rolled back': own?.rollback && (
          <>
            <Time at={own.rollback.at} />
            {own.rollback.reason && `: ${own.rollback.reason}`}
          </>
        ),
        'Version before': before && (
          <span>
            {before}, <TextLink to={comparePath(of, { from: before, to: contents.version })}>compare with it</TextLink>
          </span>
        ),
        Size: `${describeSize(contents.size)} packed, ${describeSize(contents.unpacked_size)} unpacked, ${contents.file_manifest.length} ${contents.file_manifest.length === 1 ? 'file' : 'files'}`,
      }}
    />
  );
}

/** Where a version comes from, and how to be sure that bytes are its own. */
export function VersionSource({ of, contents, name }: { of: PackageRef; contents: Contents; name: string }) {
  const own = ownPart(contents);
  const archive = archiveName(name, contents.version);
  return (
    <Section title="Provenance">
      <div className={styles.stack}>
        <Facts
          facts={{
            Repository: contents.source_repo && <SourceRepository repository={contents.source_repo} />,
            Commit: contents.source_ref && (
              <CommitLink repository={contents.source_repo} commit={contents.source_ref} isWhole />
            ),
            Tag: contents.source_tag,
            'Published by': own?.attempt_id && (
              <TextLink to={`/attempts/${own.attempt_id}`}>the attempt that packed it</TextLink>
            ),
            'Pushed by': own?.pushed_by?.name,
            Connection: own?.connection_id && (
              <TextLink to={`/settings/github/connections/${own.connection_id}`}>its settings</TextLink>
            ),
            'SHA-256 of the archive': <span className={styles.digest}>{contents.content_hash}</span>,
            'SHA-256 of the tar in it': <span className={styles.digest}>{contents.tar_hash}</span>,
          }}
        />
        <div>
          <SaveButton label="Download the archive" name={archive} read={() => readArchive(of, contents.version)} />
        </div>
        <p>Whoever has the archive can compare it with what was published:</p>
        <Command
          text={`echo "${contents.content_hash}  ${archive}" | sha256sum -c`}
          label="Copy the command"
          name="Command that compares"
        />
      </div>
    </Section>
  );
}
