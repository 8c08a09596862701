import { Button, type ButtonProps, Dialog } from '@primer/react';
import { type ReactNode, useRef, useState } from 'react';
import { ProblemBanner } from './problem-banner.tsx';

type Props = {
  label: string;
  /** A question. */
  title: string;
  /** What happens, and what stays; may hold fields. */
  children: ReactNode;
  /** What the button of the dialog says, as a verb. */
  confirm: string;
  danger?: boolean;
  size?: ButtonProps['size'];
  disabled?: boolean;
  /** Runs when it is confirmed; the dialog closes when it has ended well, and shows why not otherwise. */
  onConfirm(): Promise<unknown>;
};

/** A button whose effect is said and asked for first. */
export function ConfirmedButton({ label, title, children, confirm, danger, size, disabled, onConfirm }: Props) {
  const opener = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const close = () => {
    setOpen(false);
    setError(null);
  };
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      close();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const variant = danger ? 'danger' : 'default';
  return (
    <>
      <Button
        ref={opener}
        variant={variant}
        onClick={() => setOpen(true)}
        {...(size && { size })}
        {...(disabled && { disabled })}
      >
        {label}
      </Button>
      {open && (
        <Dialog
          title={title}
          onClose={close}
          returnFocusRef={opener}
          footerButtons={[
            { content: 'Cancel', onClick: close },
            {
              content: confirm,
              buttonType: danger ? 'danger' : 'primary',
              onClick: () => void run(),
              loading: busy,
              disabled: busy,
            },
          ]}
        >
          <ProblemBanner error={error} />
          {children}
        </Dialog>
      )}
    </>
  );
}
