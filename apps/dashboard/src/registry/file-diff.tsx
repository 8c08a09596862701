import { Button, Label } from '@primer/react';
import { lazy, Suspense, useState } from 'react';
import type { Schema } from '../api/client.ts';
import { Loaded, Loading } from '../components/loaded.tsx';
import { describeSize } from '../components/quantities.ts';
import { TextLink } from '../components/text-link.tsx';
import { filePath, type PackageRef } from './package-area.ts';
import { useFileContent } from './package-queries.ts';
import styles from './registry.module.css';

const TextDiff = lazy(() => import('./text-diff.tsx').then((module) => ({ default: module.TextDiff })));

type Facts = Omit<Schema<'VersionFile'>, 'path'>;

type Props = {
  of: PackageRef;
  versions: { from: string; to: string };
  /** Null: it is not there. */
  file: { path: string; from: Facts | null; to: Facts | null };
  isOpen: boolean;
};

/** Larger files are not compared in the browser. */
const largestComparedBytes = 512 * 1024;

/** What became of one file. */
export function FileDiff({ of, versions, file, isOpen }: Props) {
  const [open, setOpen] = useState(isOpen);
  const { path, from, to } = file;
  return (
    <article className={styles.file}>
      <div className={styles.fileHead}>
        <h3>{path}</h3>
        <Label variant={from === null ? 'success' : to === null ? 'danger' : 'accent'}>
          {from === null ? 'added' : to === null ? 'removed' : 'changed'}
        </Label>
        <span className={styles.muted}>{sizesOf(file)}</span>
        {from && (
          <TextLink to={filePath(of, versions.from, path)} inline={false}>
            In {versions.from}
          </TextLink>
        )}
        {to && (
          <TextLink to={filePath(of, versions.to, path)} inline={false}>
            In {versions.to}
          </TextLink>
        )}
      </div>
      {open ? (
        <Difference of={of} versions={versions} file={file} />
      ) : (
        <div className={styles.fileBody}>
          <Button size="small" onClick={() => setOpen(true)}>
            Show what changed in {path}
          </Button>
        </div>
      )}
    </article>
  );
}

function sizesOf({ from, to }: Props['file']): string {
  const sizes = [from, to].filter((facts) => facts !== null).map(({ size_bytes }) => describeSize(size_bytes));
  const mode = from && to && from.executable !== to.executable;
  return `${sizes.join(' → ')}${mode ? (to.executable ? ', executable now' : ', not executable any more') : ''}`;
}

function Difference({ of, versions, file: { path, from, to } }: Omit<Props, 'isOpen'>) {
  const isSmall = [from, to].every((facts) => facts === null || facts.size_bytes <= largestComparedBytes);
  const isSame = from !== null && to !== null && from.sha256 === to.sha256;
  const isRead = isSmall && !isSame;
  const before = useFileContent({ ...of, version: versions.from, path }, isRead && from !== null);
  const after = useFileContent({ ...of, version: versions.to, path }, isRead && to !== null);
  if (isSame) return <p className={styles.fileBody}>Its bytes are the same.</p>;
  if (!isSmall) {
    return (
      <p className={styles.fileBody}>
        It is larger than {describeSize(largestComparedBytes)}, and not compared here. Download both versions to compare
        them.
      </p>
    );
  }
  const shown = (textBefore: string | null, textAfter: string | null) =>
    textBefore === null || textAfter === null ? (
      <p className={styles.fileBody}>This is no text, so there are no lines to compare.</p>
    ) : (
      <Suspense fallback={<Loading />}>
        <TextDiff path={path} before={textBefore} after={textAfter} />
      </Suspense>
    );
  if (from === null) return <Loaded query={after}>{({ text }) => shown('', text)}</Loaded>;
  if (to === null) return <Loaded query={before}>{({ text }) => shown(text, '')}</Loaded>;
  return <Loaded query={before}>{(old) => <Loaded query={after}>{(now) => shown(old.text, now.text)}</Loaded>}</Loaded>;
}
