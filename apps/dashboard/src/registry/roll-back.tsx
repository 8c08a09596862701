import { FormDialog, textOf } from '../components/form-dialog.tsx';
import type { PackageRef } from './package-area.ts';
import { ReasonField } from './reason-field.tsx';
import { useRollBack } from './use-roll-back.ts';
import { VersionField } from './version-field.tsx';

type Props = {
  of: PackageRef;
  /** The version that is current now. */
  current: string;
};

/** Makes another version current. */
export function RollBack({ of, current }: Props) {
  const rollBack = useRollBack(of);
  const choose = (fields: FormData) => rollBack(textOf(fields, 'target_version') || null, fields);
  return (
    <FormDialog label="Roll back" title="Make another version current" submit="Make it current" onSubmit={choose}>
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
      <ReasonField caption="Stands in the history and the audit log." />
    </FormDialog>
  );
}
