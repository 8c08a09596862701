import styles from './lines.module.css';

/** A line of a file, or of what differs between two: its numbers there, as far as it is there. */
export type Line =
  | { kind: 'plain' | 'same' | 'added' | 'removed'; from?: number; to?: number; text: string }
  | { kind: 'gap'; text: string };

const marks = { same: ' ', added: '+', removed: '-' };
const spoken = { same: '', added: 'added', removed: 'removed' };

/** Lines with their numbers, and, where two files are compared, with `+` and `-` before what changed. */
export function LineTable({ caption, lines }: { caption: string; lines: Line[] }) {
  const isComparison = lines.some(({ kind }) => kind !== 'plain');
  return (
    <table className={styles.lines}>
      <caption className={styles.hiddenHead}>{caption}</caption>
      <colgroup>
        {isComparison && <col className={styles.number} />}
        <col className={styles.number} />
        {isComparison && <col className={styles.mark} />}
        <col />
      </colgroup>
      <thead className={styles.hiddenHead}>
        <tr>
          {isComparison && <th scope="col">Line before</th>}
          <th scope="col">{isComparison ? 'Line after' : 'Line'}</th>
          {isComparison && <th scope="col">Change</th>}
          <th scope="col">Text</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines stay where they are, and may be alike.
          <LineRow key={index} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function LineRow({ line }: { line: Line }) {
  if (line.kind === 'gap') {
    return (
      <tr className={styles.gap}>
        <td colSpan={4}>{line.text}</td>
      </tr>
    );
  }
  const { kind, from, to, text } = line;
  if (kind === 'plain') {
    return (
      <tr>
        <td className={styles.number}>{to}</td>
        <td className={styles.text}>{text}</td>
      </tr>
    );
  }
  return (
    <tr className={kind === 'same' ? undefined : styles[kind]}>
      <td className={styles.number}>{from}</td>
      <td className={styles.number}>{to}</td>
      <td className={styles.mark}>
        {marks[kind]}
        <span className={styles.hiddenHead}>{spoken[kind]}</span>
      </td>
      <td className={styles.text}>{text}</td>
    </tr>
  );
}
