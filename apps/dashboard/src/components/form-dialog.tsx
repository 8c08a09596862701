import { Button, type ButtonProps, Dialog } from '@primer/react';
import { type ReactNode, useId } from 'react';
import styles from './form-dialog.module.css';
import { ProblemBanner } from './problem-banner.tsx';
import { areFilledIn, forgetAsking } from './required-fields.ts';
import { useDialog } from './use-dialog.ts';

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
  const { opener, isOpen, isBusy, error, open, close, run } = useDialog();
  const formId = useId();
  return (
    <>
      <Button ref={opener} variant={variant} size={size} onClick={open}>
        {label}
      </Button>
      {isOpen && (
        <Dialog
          title={title}
          onClose={close}
          returnFocusRef={opener}
          footerButtons={[
            { content: 'Cancel', onClick: close },
            { content: submit, buttonType: 'primary', type: 'submit', form: formId, loading: isBusy, disabled: isBusy },
          ]}
        >
          <form
            id={formId}
            className={styles.form}
            onInput={({ target }) => forgetAsking(target)}
            onSubmit={(event) => {
              event.preventDefault();
              if (!areFilledIn(event.currentTarget)) return;
              const fields = new FormData(event.currentTarget);
              void run(() => onSubmit(fields));
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
