import { FormControl, Label, RelativeTime, TextInput } from '@primer/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ComponentProps, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Role } from '../../../../domain/access/caller.ts';
import { api, client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { FormDialog, textOf } from '../components/form-dialog.tsx';
import { List, ListRow } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Pager } from '../components/pager.tsx';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { Time } from '../components/time.tsx';
import { useOrganization } from '../shell/organization.ts';
import { Invitation, type InvitationLink, inviteMember } from './invitation.tsx';
import { MemberActions } from './member-actions.tsx';
import { OnlyFor } from './only-for.tsx';
import { RoleSelect } from './role-select.tsx';

const path = '/api/v1/organization/members';

export function Component() {
  return (
    <OnlyFor title="Members" needed="admin">
      <Members />
    </OnlyFor>
  );
}

function Members() {
  const [search] = useSearchParams();
  const cursor = search.get('cursor') ?? undefined;
  const members = api.useQuery('get', path, { params: { query: { ...(cursor && { cursor }) } } });
  const queries = useQueryClient();
  const [invitation, setInvitation] = useState<InvitationLink | null>(null);
  const renew = () => queries.invalidateQueries({ queryKey: ['get', path] });
  const show = async (link: InvitationLink) => {
    setInvitation(link);
    await renew();
  };
  const invite = useMutation({ mutationFn: inviteMember, onSuccess: show });
  const changes = {
    onInvited: (link: InvitationLink) => {
      invite.reset();
      return show(link);
    },
    onChanged: renew,
    onLinksEnded: async (memberId: string) => {
      setInvitation((shown) => (shown?.memberId === memberId ? null : shown));
      await renew();
    },
  };
  const add = async (fields: FormData) => {
    const body = { name: textOf(fields, 'name'), role: textOf(fields, 'role') as Role };
    const member = await unwrap(client.POST(path, { body }));
    setInvitation(null);
    // Not waited for: the member is there already, and a second press would add another one.
    invite.mutate(member);
    await renew();
  };
  return (
    <Page
      title="Members"
      description="Who is in this organization. A new member comes in by an invitation link, or uses an API key that was made for them."
      actions={
        <FormDialog
          label="Add a member"
          title="Add a member"
          submit="Add and make a link"
          variant="primary"
          onSubmit={add}
        >
          <FormControl required>
            <FormControl.Label>Name</FormControl.Label>
            <TextInput name="name" block maxLength={100} autoComplete="off" />
          </FormControl>
          <RoleSelect name="role" value="member" />
        </FormDialog>
      }
    >
      <ProblemBanner
        error={invite.error}
        title={`${invite.variables?.name} is added, but has no link yet`}
        onRetry={() => invite.variables && invite.mutate(invite.variables)}
      />
      {invitation && <Invitation link={invitation} />}
      <Loaded query={members}>
        {(page) => (
          <>
            <List label="Members">
              {page.members.map((member) => (
                <MemberRow key={member.id} member={member} {...changes} />
              ))}
            </List>
            <Pager nextCursor={page.next_cursor} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function MemberRow({ member, ...changes }: ComponentProps<typeof MemberActions>) {
  const { member_id: own } = useOrganization();
  const { user, sign_in_link_expires_at: linkEnds } = member;
  return (
    <ListRow
      title={
        <>
          {member.name} <Label>{member.role}</Label> {member.id === own && <Label variant="accent">you</Label>}
        </>
      }
      end={<MemberActions member={member} {...changes} />}
    >
      <span>{signsIn(member)}</span>
      {linkEnds && (
        <span>
          {user === null ? 'invited; the link holds until' : 'has a link that holds until'}{' '}
          <RelativeTime date={new Date(linkEnds)} format="datetime" hour="numeric" minute="2-digit" />
        </span>
      )}
      <span>
        since <Time at={member.created_at} />
      </span>
    </ListRow>
  );
}

function signsIn({ user }: Schema<'Member'>): string {
  if (user === null) return 'has not signed in yet';
  return user.login === null ? 'signs in by links' : `signs in as ${user.login} on GitHub`;
}
