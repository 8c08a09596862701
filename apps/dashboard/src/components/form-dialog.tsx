import { Button, type ButtonProps, Dialog } from '@primer/react';
import { type ReactNode, useId, useRef, useState } from 'react';
import styles from './form-dialog.module.css';
import { ProblemBanner } from './problem-banner.tsx';

type Props = {
  /** Of the button that opens it. */
  label: string;
  title: string;
  submit: string;
  variant?: ButtonProps['variant'];
  size?: ButtonProps['size'];
  children: ReactNode;
  /** Gets the fields by their names; the dialog closes when it ends well, and shows why not otherwise. */
  onSubmit(fields: FormData): Promise<unknown>;
};

/** A button that opens a form. */
export function FormDialog({ label, title, submit, variant = 'default', size = 'medium', children, onSubmit }: Props) {
  const opener = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const formId = useId();
  const close = () => {
    setOpen(false);
    setError(null);
  };
  const send = async (fields: FormData) => {
    setBusy(true);
    setError(null);
    try {
      await onSubmit(fields);
      close();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button ref={opener} variant={variant} size={size} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && (
        <Dialog
          title={title}
          onClose={close}
          returnFocusRef={opener}
          footerButtons={[
            { content: 'Cancel', onClick: close },
            { content: submit, buttonType: 'primary', type: 'submit', form: formId, loading: busy, disabled: busy },
          ]}
        >
          <form
            id={formId}
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              void send(new FormData(event.currentTarget));
            }}
          >
            <ProblemBanner error={error} />
            {children}
          </form>
        </Dialog>
      )}
    </>
  );
}

/** The text of a field; '' when there is none. */
export function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
