import { Banner } from '@primer/react';
import { organizationHeader, type Schema } from '../api/client.ts';
import { Command } from '../components/command.tsx';
import { Time } from '../components/time.tsx';
import styles from './organization.module.css';

export type InvitationLink = { member: string; url: string; expiresAt: string };

/** A link that signs its opener in as that member, once. */
export async function inviteMember(member: Pick<Schema<'Member'>, 'id' | 'name'>): Promise<InvitationLink> {
  const response = await fetch(`/api/v1/organization/members/${member.id}/sign-in-links`, {
    method: 'POST',
    headers: organizationHeader(),
  });
  const body = await response.json();
  if (!response.ok) throw body;
  return { member: member.name, url: body.url, expiresAt: body.expires_at };
}

export function Invitation({ link }: { link: InvitationLink }) {
  return (
    <div className={styles.shownOnce} role="status">
      <Banner
        variant="success"
        title={`Send this link to ${link.member}`}
        description={
          <>
            Whoever opens it first is signed in as {link.member}. It is shown this once, works once, and ends{' '}
            <Time at={link.expiresAt} />.
          </>
        }
      />
      <Command text={link.url} label="Copy the link" />
    </div>
  );
}
