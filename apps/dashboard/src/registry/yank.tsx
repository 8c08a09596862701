import { client } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { ConfirmedButton } from '../components/confirmed-button.tsx';
import { FormDialog, textOf } from '../components/form-dialog.tsx';
import type { ListedVersion, PackageRef } from './package-area.ts';
import { useChanged } from './package-changed.ts';
import { ReasonField } from './reason-field.tsx';

const path = '/api/v1/registry/{id}/versions/{version}/yank';

/** Takes a version out of use, or back into it. */
export function Yank({ of, version: { version, yanked } }: { of: PackageRef; version: ListedVersion }) {
  const changed = useChanged(of);
  const params = { path: { id: of.entryId, version } };
  if (yanked) {
    const unyank = async () => {
      await unwrap(client.DELETE(path, { params }));
      await changed();
    };
    return (
      <ConfirmedButton
        label="Take the yank back"
        title={`Take the yank of ${version} back?`}
        confirm="Take the yank back"
        onConfirm={unyank}
      >
        It may be current again, and is offered to clients as before.
      </ConfirmedButton>
    );
  }
  const yank = async (fields: FormData) => {
    await unwrap(client.POST(path, { params, body: { reason: textOf(fields, 'reason') } }));
    await changed();
  };
  return (
    <FormDialog label="Yank" title={`Yank ${version}`} submit="Yank" variant="danger" onSubmit={yank}>
      <p>
        It is taken out of use, and offered to nobody from now on; where it is current, the version that the rules call
        for takes its place. Its bytes stay for whoever has pinned it, and the yank can be taken back.
      </p>
      <ReasonField caption="Everybody who may read the version reads it too." required />
    </FormDialog>
  );
}
