import { Button, FormControl, TextInput } from '@primer/react';
import { useMutation } from '@tanstack/react-query';
import type { Role } from '../../../../domain/access/caller.ts';
import { atLeast } from '../../../../domain/access/roles.ts';
import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { ConfirmedButton } from '../components/confirmed-button.tsx';
import { FormDialog, textOf } from '../components/form-dialog.tsx';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { useOrganization } from '../shell/organization.ts';
import { type InvitationLink, inviteMember } from './invitation.tsx';
import { RoleSelect } from './role-select.tsx';

const path = '/api/v1/organization/members/{id}';

type Props = { member: Schema<'Member'>; onInvited(link: InvitationLink): void; onChanged(): Promise<void> };

/** What can be done to a member; nothing to one whose role is above one's own. */
export function MemberActions({ member, onInvited, onChanged }: Props) {
  const { role: own } = useOrganization();
  const invite = useMutation({ mutationFn: () => inviteMember(member), onSuccess: onInvited });
  if (!atLeast(own, member.role)) return null;
  const params = { path: { id: member.id } };
  const change = async (fields: FormData) => {
    const body = { name: textOf(fields, 'name'), role: textOf(fields, 'role') as Role };
    await unwrap(client.PATCH(path, { params, body }));
    await onChanged();
  };
  const remove = async () => {
    await unwrap(client.DELETE(path, { params }));
    await onChanged();
  };
  return (
    <>
      <ProblemBanner error={invite.error} />
      <Button size="small" loading={invite.isPending} onClick={() => invite.mutate()}>
        Sign-in link
      </Button>
      <FormDialog label="Change" title={`Change ${member.name}`} submit="Save" size="small" onSubmit={change}>
        <FormControl required>
          <FormControl.Label>Name</FormControl.Label>
          <TextInput name="name" block maxLength={100} defaultValue={member.name} autoComplete="off" />
        </FormControl>
        <RoleSelect name="role" value={member.role} />
      </FormDialog>
      <ConfirmedButton
        label="Remove"
        title={`Remove ${member.name}?`}
        confirm="Remove"
        danger
        size="small"
        onConfirm={remove}
      >
        The member's API keys, those made for others included, and sessions end at once. What was published stays, and
        so does the history.
      </ConfirmedButton>
    </>
  );
}
