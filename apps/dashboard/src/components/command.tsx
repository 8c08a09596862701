import { CheckIcon, CopyIcon } from '@primer/octicons-react';
import { IconButton } from '@primer/react';
import { useRef, useState } from 'react';
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
  const shown = useRef<HTMLPreElement>(null);
  const [state, setState] = useState<'shown' | 'copied' | 'selected'>('shown');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
      setTimeout(() => setState('shown'), 2_000);
    } catch {
      // Browsers have no clipboard for pages of plain http, and may refuse it elsewhere.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setState('selected');
    }
  };
  return (
    <div className={styles.command}>
      <div className={styles.text}>
        <section aria-label={name}>
          <pre ref={shown}>{text}</pre>
        </section>
        <p role="status" className={styles.told}>
          {state === 'selected' &&
            'The browser does not let this page copy. The text is selected: copy it by keyboard.'}
        </p>
      </div>
      <IconButton
        icon={state === 'copied' ? CheckIcon : CopyIcon}
        aria-label={state === 'copied' ? 'Copied' : label}
        variant="invisible"
        onClick={() => void copy()}
      />
    </div>
  );
}
