import { CheckIcon, CopyIcon } from '@primer/octicons-react';
import { IconButton } from '@primer/react';
import { useState } from 'react';
import styles from './command.module.css';

type Props = {
  text: string;
  /** Of the button. */
  label?: string;
  /** What the text is, where a page has several. */
  name?: string;
};

/** Text to be used elsewhere, such as a command, with a button that copies it. */
export function Command({ text, label = 'Copy', name = 'Text to copy' }: Props) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className={styles.command}>
      <section className={styles.text} aria-label={name}>
        <pre>{text}</pre>
      </section>
      <IconButton
        icon={copied ? CheckIcon : CopyIcon}
        aria-label={copied ? 'Copied' : label}
        variant="invisible"
        onClick={() => void copy().catch(() => setCopied(false))}
      />
    </div>
  );
}
