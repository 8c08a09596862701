import { CheckIcon, CopyIcon } from '@primer/octicons-react';
import { IconButton } from '@primer/react';
import { useState } from 'react';
import styles from './command.module.css';

/** Text to be used elsewhere, such as a command, with a button that copies it. */
export function Command({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className={styles.command}>
      <section className={styles.text} aria-label="Text to copy">
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
