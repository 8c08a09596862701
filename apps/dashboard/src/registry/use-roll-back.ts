import { client } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { textOf } from '../components/form-dialog.tsx';
import type { PackageRef } from './package-area.ts';
import { useChanged } from './package-changed.ts';

/** Makes that version current, for the form's reason; throws the API's problem. */
export function useRollBack(of: PackageRef): (target: string, fields: FormData) => Promise<void> {
  const changed = useChanged(of);
  return async (target, fields) => {
    const body = { target_version: target, reason: textOf(fields, 'reason') || null };
    await unwrap(client.POST('/api/v1/registry/{id}/rollback', { params: { path: { id: of.entryId } }, body }));
    await changed();
  };
}
