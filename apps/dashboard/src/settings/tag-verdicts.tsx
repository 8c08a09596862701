import { AlertIcon, CheckIcon, XIcon } from '@primer/octicons-react';
import { Button } from '@primer/react';
import { useState } from 'react';
import styles from './settings.module.css';
import type { JudgedTag, RefusedTag, TagPreview } from './tag-preview.ts';

type Judged = Extract<TagPreview, { kind: 'judged' }>;

/** How many of each kind are shown at first. */
const first = 8;

/** Which existing tags a pattern matches, which versions they give, and which give none, and why. */
export function TagVerdicts({ preview, count, more }: { preview: Judged; count: number; more: boolean }) {
  const { published, refused, others } = preview;
  return (
    <div className={styles.stack}>
      <p role="status" className={styles.muted}>
        {summaryOf(preview, count, more)}
      </p>
      {published.length > 0 && (
        <Some label="Tags that match" items={published}>
          {(tag) => <Published key={tag.name} tag={tag} />}
        </Some>
      )}
      {refused.length > 0 && (
        <Some label="Tags that match and give no version" items={refused}>
          {(tag) => <Refused key={tag.name} tag={tag} />}
        </Some>
      )}
      {others.length > 0 && (
        <p className={styles.small}>
          Not matched: {others.slice(0, first).join(', ')}
          {others.length > first && ` and ${others.length - first} more`}
        </p>
      )}
      {published.length > 0 && (
        <p className={styles.small}>
          Tags that are there already are not published by themselves: give one to <i>Sync now</i> after you have saved.
        </p>
      )}
    </div>
  );
}

function summaryOf({ published, refused }: Judged, count: number, more: boolean): string {
  if (count === 0) return 'The repository has no tags yet. The pattern is right; it waits for the first one.';
  const of = `${more ? `the first ${count}` : count} ${count === 1 ? 'tag' : 'tags'}`;
  if (published.length + refused.length === 0) return `None of ${of} of the repository matches.`;
  const shared = published.filter((tag) => tag.shared !== null).length;
  const again = shared === 0 ? '' : `, ${shared} of them one that another tag gives too`;
  const versions = `${published.length} of ${of} ${published.length === 1 ? 'gives a version' : 'give versions'}${again}`;
  return refused.length === 0 ? `${versions}.` : `${versions}; ${refused.length} would be refused.`;
}

function Some<Item>({
  label,
  items,
  children,
}: {
  label: string;
  items: Item[];
  children(item: Item): React.ReactNode;
}) {
  const [all, setAll] = useState(false);
  return (
    <>
      <ul className={styles.tags} aria-label={label}>
        {(all ? items : items.slice(0, first)).map(children)}
      </ul>
      {!all && items.length > first && (
        <Button size="small" variant="invisible" onClick={() => setAll(true)}>
          Show all {items.length} tags
        </Button>
      )}
    </>
  );
}

function Published({ tag: { name, version, shared } }: { tag: JudgedTag }) {
  return (
    <li>
      {shared === null ? <CheckIcon className={styles.good} /> : <AlertIcon className={styles.warned} />}
      <span>
        <code>{name}</code> gives version <strong>{version}</strong>
        {shared !== null && (
          <>
            , as <code>{shared.tag}</code> does{' '}
            {shared.isSameCommit
              ? 'for the same commit: there is one version of both.'
              : 'for another commit: only the one that is published first gets it, and other files are refused.'}
          </>
        )}
      </span>
    </li>
  );
}

function Refused({ tag: { message } }: { tag: RefusedTag }) {
  return (
    <li>
      <XIcon className={styles.bad} />
      <span>Refused: {message}</span>
    </li>
  );
}
