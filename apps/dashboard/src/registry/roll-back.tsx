import { FormControl, Textarea } from '@primer/react';
import { client } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { FormDialog, textOf } from '../components/form-dialog.tsx';
import type { PackageRef } from './package-area.ts';
import { useChanged } from './package-changed.ts';
import { VersionField } from './version-field.tsx';

type Props = {
  of: PackageRef;
  /** The version that is current now. */
  current: string;
};

/** Makes another version current. */
export function RollBack({ of, current }: Props) {
  const changed = useChanged(of);
  const rollBack = async (fields: FormData) => {
    const body = { target_version: textOf(fields, 'target_version') || null, reason: textOf(fields, 'reason') || null };
    await unwrap(client.POST('/api/v1/registry/{id}/rollback', { params: { path: { id: of.entryId } }, body }));
    await changed();
  };
  return (
    <FormDialog label="Roll back" title="Make another version current" submit="Make it current" onSubmit={rollBack}>
      <p>
        Clients get it at their next update. <code>{current}</code> stays published and is marked as rolled back; only a
        newer commit, a higher release, a push or another rollback replaces the choice.
      </p>
      <VersionField
        of={of}
        name="target_version"
        label="Version"
        except={current}
        caption="Left empty: the one that was current before."
      />
      <FormControl>
        <FormControl.Label>Reason</FormControl.Label>
        <Textarea name="reason" block rows={3} maxLength={2_000} />
        <FormControl.Caption>Stands in the history and the audit log.</FormControl.Caption>
      </FormControl>
    </FormDialog>
  );
}
