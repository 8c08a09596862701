import { Checkbox, CheckboxGroup, FormControl, Select, TextInput } from '@primer/react';
import type { Role } from '../../../../domain/access/caller.ts';
import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { FormDialog, textOf } from '../components/form-dialog.tsx';
import { useMay } from '../shell/organization.ts';
import { RoleSelect } from './role-select.tsx';

const meanings = {
  'registry:push': 'Publish, change packages and GitHub settings',
  'organization:manage': 'Manage members, keys and see the audit log',
} as const;
type Permission = keyof typeof meanings;

const lifetimes = { '30': '30 days', '90': '90 days', '365': 'a year', '': 'never' };
const dayMs = 24 * 3_600_000;

/** The form of a key for oneself. */
export function NewKey({ onMade }: { onMade(key: Schema<'NewApiKey'>): Promise<void> }) {
  const mayManage = useMay('admin');
  const make = async (fields: FormData) => {
    const days = textOf(fields, 'lifetime');
    const body = {
      name: textOf(fields, 'name'),
      role: textOf(fields, 'role') as Role,
      permissions: fields.getAll('permission') as Permission[],
      expires_at: days === '' ? null : new Date(Date.now() + Number(days) * dayMs).toISOString(),
    };
    await onMade(await unwrap(client.POST('/api/v1/organization/keys', { body })));
  };
  return (
    <FormDialog label="Make a key" title="Make an API key" submit="Make the key" variant="primary" onSubmit={make}>
      <FormControl required>
        <FormControl.Label>Name</FormControl.Label>
        <TextInput name="name" block maxLength={100} autoComplete="off" />
        <FormControl.Caption>The program that uses it, such as “release pipeline”.</FormControl.Caption>
      </FormControl>
      <RoleSelect name="role" value="member" label="It may at most what this role may" />
      {mayManage && (
        <CheckboxGroup>
          <CheckboxGroup.Label>Permissions</CheckboxGroup.Label>
          {(Object.keys(meanings) as Permission[]).map((permission) => (
            <FormControl key={permission}>
              <Checkbox name="permission" value={permission} />
              <FormControl.Label>{permission}</FormControl.Label>
              <FormControl.Caption>{meanings[permission]}; needs the role admin.</FormControl.Caption>
            </FormControl>
          ))}
        </CheckboxGroup>
      )}
      <FormControl>
        <FormControl.Label>It ends after</FormControl.Label>
        <Select name="lifetime" defaultValue="90" block>
          {Object.entries(lifetimes).map(([days, text]) => (
            <Select.Option key={days} value={days}>
              {text}
            </Select.Option>
          ))}
        </Select>
      </FormControl>
    </FormDialog>
  );
}
