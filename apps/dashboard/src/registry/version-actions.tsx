import { FormDialog } from '../components/form-dialog.tsx';
import type { ListedVersion, PackageRef } from './package-area.ts';
import { useEntry } from './package-queries.ts';
import { ReasonField } from './reason-field.tsx';
import { useRollBack } from './use-roll-back.ts';
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
  const rollBack = useRollBack(of);
  const current = useEntry(of).data?.current_version?.version;
  const choose = (fields: FormData) => rollBack(version, fields);
  return (
    <FormDialog label="Make it current" title={`Make ${version} current`} submit="Make it current" onSubmit={choose}>
      <p>
        {current && (
          <>
            From <code>{current}</code> to <code>{version}</code>.{' '}
          </>
        )}
        Clients get it at their next update. The version that is current now stays published, and is marked as rolled
        back.
      </p>
      <ReasonField caption="Stands in the history and the audit log." />
    </FormDialog>
  );
}
