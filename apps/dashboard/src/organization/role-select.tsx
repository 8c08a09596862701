import { FormControl, Select } from '@primer/react';
import { type Role, roles } from '../../../../domain/access/caller.ts';
import { atLeast } from '../../../../domain/access/roles.ts';
import { useOrganization } from '../shell/organization.ts';

const meanings: Record<Role, string> = {
  viewer: 'viewer: reads everything',
  member: 'member: also installs packages',
  admin: 'admin: also changes packages, GitHub settings and members',
  owner: 'owner: also makes owners',
};

/** A choice of the roles that the person may give: none is above their own. */
export function RoleSelect({ name, value, label = 'Role' }: { name: string; value: Role; label?: string }) {
  const { role: own } = useOrganization();
  return (
    <FormControl>
      <FormControl.Label>{label}</FormControl.Label>
      <Select name={name} defaultValue={value} block>
        {roles
          .filter((role) => atLeast(own, role))
          .map((role) => (
            <Select.Option key={role} value={role}>
              {meanings[role]}
            </Select.Option>
          ))}
      </Select>
    </FormControl>
  );
}
