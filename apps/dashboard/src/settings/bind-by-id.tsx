import { FormControl, Select, TextInput } from '@primer/react';
import { useQueryClient } from '@tanstack/react-query';
import { client } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { FormDialog, textOf } from '../components/form-dialog.tsx';
import { describeBindingProblem } from './binding-problem.ts';
import styles from './settings.module.css';
import { useConnectLabel } from './use-installations.ts';

const path = '/api/v1/github/installations';

/** `code`: what GitHub gave as proof of who came from there. */
type Props = { installationId?: number; code?: string | null; onBound?: () => void };

/** Binds an installation that is on GitHub already, by its ID and its account. */
export function BindById({ installationId, code, onBound }: Props) {
  const queries = useQueryClient();
  const button = useConnectLabel();
  const bind = async (fields: FormData) => {
    const body = {
      installation_id: Number(textOf(fields, 'installation_id')),
      account_login: textOf(fields, 'account_login'),
      account_type: textOf(fields, 'account_type') === 'User' ? ('User' as const) : ('Organization' as const),
      ...(code && { code }),
    };
    await unwrap(client.POST(path, { body })).catch((error: unknown) => {
      throw describeBindingProblem(error, button);
    });
    await queries.invalidateQueries({ queryKey: ['get', path] });
    await queries.invalidateQueries({ queryKey: ['get', '/api/v1/github/connections'] });
    onBound?.();
  };
  return (
    <FormDialog label="Bind by installation ID" title="Bind an installation by its ID" submit="Bind" onSubmit={bind}>
      <p className={styles.muted}>
        For an App that is on the account already. On GitHub, open the account's Settings, Applications (of an
        organization: GitHub Apps), Configure: the ID ends that page's address.
      </p>
      <FormControl required>
        <FormControl.Label>Installation ID</FormControl.Label>
        <TextInput
          name="installation_id"
          defaultValue={installationId ?? ''}
          inputMode="numeric"
          pattern="[1-9][0-9]{0,14}"
          title="Digits only"
          autoComplete="off"
          block
        />
      </FormControl>
      <FormControl required>
        <FormControl.Label>Name of the account on GitHub</FormControl.Label>
        <TextInput name="account_login" autoComplete="off" maxLength={100} block />
      </FormControl>
      <FormControl>
        <FormControl.Label>The account is</FormControl.Label>
        <Select name="account_type" block>
          <Select.Option value="Organization">an organization</Select.Option>
          <Select.Option value="User">a person</Select.Option>
        </Select>
      </FormControl>
    </FormDialog>
  );
}
