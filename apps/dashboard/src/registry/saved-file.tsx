import { DownloadIcon } from '@primer/octicons-react';
import { Button, type ButtonProps } from '@primer/react';
import { useMutation } from '@tanstack/react-query';
import { ProblemBanner } from '../components/problem-banner.tsx';

type Props = { label: string; name: string; size?: ButtonProps['size']; read(): Promise<Blob> };

/** Saves bytes that a plain link could not fetch: requests here name their organization in a header. */
export function SaveButton({ label, name, size = 'medium', read }: Props) {
  const save = useMutation({ mutationFn: read, onSuccess: (bytes) => saveAs(bytes, name) });
  return (
    <>
      <ProblemBanner error={save.error} />
      <Button size={size} leadingVisual={DownloadIcon} loading={save.isPending} onClick={() => save.mutate()}>
        {label}
      </Button>
    </>
  );
}

const keptMs = 60_000;

function saveAs(bytes: Blob, name: string): void {
  const link = document.createElement('a');
  // As bytes, whatever they are: nothing of a package is ever opened as a page of ours.
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), keptMs);
}
