import { useMemo } from 'react';
import { HiddenDirections } from './file-view.tsx';
import { lineDiff } from './line-diff.ts';
import { LineTable } from './line-table.tsx';
import styles from './registry.module.css';
import { hasHiddenDirections } from './text-lines.ts';

const shownLines = 3_000;

/** What differs between two texts, in one column. */
export function TextDiff({ path, before, after }: { path: string; before: string; after: string }) {
  const lines = useMemo(() => lineDiff(before, after), [before, after]);
  if (lines === null) {
    return <p className={styles.fileBody}>It has changed too much to be compared line by line here.</p>;
  }
  if (lines.length === 0) return <p className={styles.fileBody}>It has no line that differs.</p>;
  return (
    <>
      {hasHiddenDirections(after) && <HiddenDirections />}
      <LineTable caption={`What changed in ${path}`} lines={lines.slice(0, shownLines)} />
      {lines.length > shownLines && (
        <p className={styles.fileBody}>
          The first {shownLines} of {lines.length} lines. Download both versions to compare the rest.
        </p>
      )}
    </>
  );
}
