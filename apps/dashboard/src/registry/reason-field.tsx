import { FormControl, Textarea } from '@primer/react';

/** Why a version is rolled back or yanked; the form has it as `reason`. */
export function ReasonField({ caption, required = false }: { caption: string; required?: boolean }) {
  return (
    <FormControl required={required}>
      <FormControl.Label>Reason</FormControl.Label>
      <Textarea name="reason" block rows={3} maxLength={2_000} />
      <FormControl.Caption>{caption}</FormControl.Caption>
    </FormControl>
  );
}
