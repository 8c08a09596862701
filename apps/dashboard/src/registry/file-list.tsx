import { Label } from '@primer/react';
import { useSearchParams } from 'react-router';
import type { Schema } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Filters, SearchFilter } from '../components/filters.tsx';
import { List, ListRow } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Section } from '../components/page.tsx';
import { describeSize } from '../components/quantities.ts';
import { TextLink } from '../components/text-link.tsx';
import { filePath, type PackageRef } from './package-area.ts';
import { useFiles } from './package-queries.ts';
import styles from './registry.module.css';

/** From so many files on they can be searched. */
const searchedFrom = 20;

/** All files of a version, with their sizes and digests; each leads to what is in it. */
export function FileList({ of, version }: { of: PackageRef; version: string }) {
  const files = useFiles(of, version);
  return (
    <Section title="Files">
      <Loaded query={files}>{(found) => <Files of={of} version={version} files={found.files} />}</Loaded>
    </Section>
  );
}

function Files({ of, version, files }: { of: PackageRef; version: string; files: Schema<'VersionFile'>[] }) {
  const [search] = useSearchParams();
  const wanted = (search.get('path') ?? '').toLowerCase();
  const shown = files.filter(({ path }) => path.toLowerCase().includes(wanted));
  return (
    <>
      {files.length >= searchedFrom && (
        <Filters>
          <SearchFilter name="path" label="Search by path" />
        </Filters>
      )}
      {shown.length === 0 && <EmptyState title="No file has this in its path" />}
      {shown.length > 0 && (
        <List label="Files">
          {shown.map((file) => (
            <ListRow
              key={file.path}
              title={
                <>
                  <TextLink to={filePath(of, version, file.path)} inline={false}>
                    {file.path}
                  </TextLink>
                  {file.executable && <Label variant="secondary">executable</Label>}
                </>
              }
              end={describeSize(file.size_bytes)}
            >
              <span>
                SHA-256 <span className={styles.digest}>{file.sha256}</span>
              </span>
            </ListRow>
          ))}
        </List>
      )}
    </>
  );
}
