import { Button, FormControl, TextInput } from '@primer/react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
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

type Props = {
  member: Schema<'Member'>;
  onInvited(link: InvitationLink): Promise<void>;
  onChanged(): Promise<void>;
  /** None of the member's links lets in any more. */
  onLinksEnded(memberId: string): Promise<void>;
};

/** What can be done to a member; nothing to one whose role is above one's own. */
export function MemberActions({ member, onInvited, onChanged, onLinksEnded }: Props) {
  const { role: own } = useOrganization();
  const invite = useMutation({ mutationFn: () => inviteMember(member), onSuccess: onInvited });
  const hasLink = member.sign_in_link_expires_at !== null;
  const inviteButton = useRef<HTMLButtonElement>(null);
  const isWithdrawing = useRef(false);
  // The button that withdraws goes with the link, so the focus cannot return to it.
  useEffect(() => {
    if (hasLink || !isWithdrawing.current) return;
    isWithdrawing.current = false;
    inviteButton.current?.focus();
  }, [hasLink]);
  if (!atLeast(own, member.role)) return null;
  const params = { path: { id: member.id } };
  const change = async (fields: FormData) => {
    const body = { name: textOf(fields, 'name'), role: textOf(fields, 'role') as Role };
    await unwrap(client.PATCH(path, { params, body }));
    await onChanged();
  };
  const remove = async () => {
    await unwrap(client.DELETE(path, { params }));
    await onLinksEnded(member.id);
  };
  const withdraw = async () => {
    await unwrap(client.DELETE(`${path}/sign-in-links`, { params }));
    isWithdrawing.current = true;
    await onLinksEnded(member.id);
  };
  return (
    <>
      <ProblemBanner error={invite.error} />
      <Button ref={inviteButton} size="small" loading={invite.isPending} onClick={() => invite.mutate()}>
        Sign-in link
      </Button>
      {hasLink && (
        <ConfirmedButton
          label="Withdraw the link"
          title={`Withdraw the sign-in link of ${member.name}?`}
          confirm="Withdraw"
          size="small"
          onConfirm={withdraw}
        >
          No link that was made for {member.name} lets anybody in from then on: whoever opens one is told so. Who is
          signed in already stays signed in.
        </ConfirmedButton>
      )}
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
