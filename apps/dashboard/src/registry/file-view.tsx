import { Banner } from '@primer/react';
import { EmptyState } from '../components/empty-state.tsx';
import { Facts } from '../components/facts.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Section } from '../components/page.tsx';
import { describeSize } from '../components/quantities.ts';
import { LineTable } from './line-table.tsx';
import { type FileContent, type FileRef, useFileContent, useFiles } from './package-queries.ts';
import styles from './registry.module.css';
import { SaveButton } from './saved-file.tsx';
import { hasHiddenDirections, linesOf } from './text-lines.ts';

/** So many lines are shown; the whole file can be downloaded. */
const shownLines = 3_000;

/** One file of a version. */
export function FileView({ file }: { file: FileRef }) {
  const files = useFiles(file, file.version);
  return (
    <Loaded query={files}>
      {({ files: all, largest_content_bytes: largest }) => {
        const found = all.find(({ path }) => path === file.path);
        if (!found)
          return <EmptyState title="This version has no such file">Its page lists those that it has.</EmptyState>;
        const { size_bytes: size, sha256, executable } = found;
        return (
          <>
            <Facts
              facts={{
                Size: describeSize(size),
                'SHA-256': <span className={styles.digest}>{sha256}</span>,
                Mode: executable ? 'executable' : null,
              }}
            />
            {size > largest ? (
              <EmptyState title="This file is too large to be shown by itself">
                Download the version's archive to read it.
              </EmptyState>
            ) : (
              <Content key={sha256} file={file} />
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Content({ file }: { file: FileRef }) {
  const content = useFileContent(file);
  return (
    <Section title="Content">
      <Loaded query={content}>
        {(read) => (
          <div className={styles.stack}>
            <div>
              <SaveButton label="Download" name={nameOf(file.path)} read={async () => read.bytes} />
            </div>
            <Text path={file.path} content={read} />
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function Text({ path, content: { text } }: { path: string; content: FileContent }) {
  if (text === null) return <EmptyState title="This is no text">Download it to look into it.</EmptyState>;
  if (text === '') return <EmptyState title="This file is empty" />;
  const lines = linesOf(text);
  const shown = lines
    .slice(0, shownLines)
    .map((line, index) => ({ kind: 'plain' as const, to: index + 1, text: line }));
  return (
    <>
      {hasHiddenDirections(text) && <HiddenDirections />}
      {lines.length > shownLines && (
        <p>
          The first {shownLines} of {lines.length} lines:
        </p>
      )}
      <div className={styles.file}>
        <LineTable caption={`Lines of ${path}`} lines={shown} />
      </div>
    </>
  );
}

/** Source: CVE-2021-42574, text that reads otherwise than it runs. */
export function HiddenDirections() {
  return (
    <Banner
      variant="warning"
      title="This text may read otherwise than it is"
      description="It holds characters that turn the direction of writing round. Download it and look at it in an editor that shows them."
    />
  );
}
