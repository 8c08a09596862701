import { FormControl, Textarea } from '@primer/react';
import { client } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { FormDialog, textOf } from '../components/form-dialog.tsx';
import type { ListedVersion, PackageRef } from './package-area.ts';
import { useChanged } from './package-changed.ts';
import { Yank } from './yank.tsx';

type Props = { of: PackageRef; version: ListedVersion };

/** What can be done to one version. */
export function VersionActions({ of, version }: Props) {
  return (
    <>
      {!version.is_current && !version.yanked && <MakeCurrent of={of} version={version} />}
      <Yank of={of} version={version} />
    </>
  );
}

function MakeCurrent({ of, version: { version } }: Props) {
  const changed = useChanged(of);
  const choose = async (fields: FormData) => {
    const body = { target_version: version, reason: textOf(fields, 'reason') || null };
    await unwrap(client.POST('/api/v1/registry/{id}/rollback', { params: { path: { id: of.entryId } }, body }));
    await changed();
  };
  return (
    <FormDialog label="Make it current" title={`Make ${version} current`} submit="Make it current" onSubmit={choose}>
      <p>Clients get it at their next update. The version that is current now is marked as rolled back, and stays.</p>
      <FormControl>
        <FormControl.Label>Reason</FormControl.Label>
        <Textarea name="reason" block rows={3} maxLength={2_000} />
        <FormControl.Caption>Stands in the history and the audit log.</FormControl.Caption>
      </FormControl>
    </FormDialog>
  );
}
