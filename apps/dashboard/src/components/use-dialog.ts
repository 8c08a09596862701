import { useRef, useState } from 'react';

/** A dialog that a button opens: closed when what was asked for has ended well, and with the error as long as it has not. */
export function useDialog() {
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const close = () => {
    setOpen(false);
    setError(null);
  };
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
      close();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return { opener, isOpen, isBusy, error, open: () => setOpen(true), close, run };
}
