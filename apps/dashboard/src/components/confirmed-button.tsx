import { Button, type ButtonProps, Dialog } from '@primer/react';
import type { ReactNode } from 'react';
import { ProblemBanner } from './problem-banner.tsx';
import { useDialog } from './use-dialog.ts';

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
  const { opener, isOpen, isBusy, error, open, close, run } = useDialog();
  const variant = danger ? 'danger' : 'default';
  return (
    <>
      <Button ref={opener} variant={variant} onClick={open} {...(size && { size })} {...(disabled && { disabled })}>
        {label}
      </Button>
      {isOpen && (
        <Dialog
          title={title}
          onClose={close}
          returnFocusRef={opener}
          footerButtons={[
            { content: 'Cancel', onClick: close },
            {
              content: confirm,
              buttonType: danger ? 'danger' : 'primary',
              onClick: () => void run(onConfirm),
              loading: isBusy,
              disabled: isBusy,
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
