import { Button } from '@primer/react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { client } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { FormDialog, textOf } from '../components/form-dialog.tsx';
import type { PackageRef } from './package-area.ts';
import { packageKey } from './package-queries.ts';
import { ReasonField } from './reason-field.tsx';
import styles from './registry.module.css';
import { useRollBack } from './use-roll-back.ts';
import { VersionField } from './version-field.tsx';

type Props = {
  of: PackageRef;
  /** The version that is current now. */
  current: string;
  /** Whether there is another version at all. */
  hasOthers: boolean;
};

/** Makes another version current: the one that was before, unless somebody names another. */
export function RollBack({ of, current, hasOthers }: Props) {
  const rollBack = useRollBack(of);
  const whyId = useId();
  const asked = useTarget(of, hasOthers);
  if (!hasOthers) {
    return (
      <div className={styles.action}>
        <Button disabled aria-describedby={whyId}>
          Roll back
        </Button>
        <span id={whyId}>There is no other version yet.</span>
      </div>
    );
  }
  if (asked.isPending) return <Button disabled>Roll back</Button>;
  const target = asked.data?.target_version ?? null;
  const choose = (fields: FormData) => rollBack(textOf(fields, 'target_version'), fields);
  return (
    <div className={styles.action}>
      <FormDialog label="Roll back" title="Roll back" submit="Roll back" onSubmit={choose}>
        <Choice of={of} current={current} target={target} />
        <ReasonField caption="Stands in the history and the audit log." />
      </FormDialog>
      {asked.isSuccess && target === null && (
        <span>No version before this one is left to go back to. Any other can be named.</span>
      )}
    </div>
  );
}

/** Where the server would go by its own rule. */
function useTarget(of: PackageRef, enabled: boolean) {
  const params = { path: { id: of.entryId } };
  return useQuery({
    queryKey: [...packageKey(of), 'rollback'],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/registry/{id}/rollback', { params, signal })),
    enabled,
  });
}

function Choice({ of, current, target }: Omit<Props, 'hasOthers'> & { target: string | null }) {
  const [chosen, choose] = useState(target ?? '');
  return (
    <>
      <p>
        From <code>{current}</code> to {chosen === '' ? 'the version that you name' : <code>{chosen}</code>}. Clients
        get it at their next update. <code>{current}</code> stays published and is marked as rolled back; only a newer
        commit, a higher release, a push or another rollback replaces the choice.
      </p>
      <VersionField
        of={of}
        name="target_version"
        label="Version"
        value={chosen}
        onChange={choose}
        except={current}
        required
        caption={
          target === null
            ? 'No other version was current before, save for those that were rolled back or yanked since: name one.'
            : `${target} was current last, of those that were neither rolled back nor yanked since. Another can be named.`
        }
      />
    </>
  );
}
