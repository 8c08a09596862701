import { Banner } from '@primer/react';
import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { Command } from '../components/command.tsx';
import { Time } from '../components/time.tsx';
import styles from './organization.module.css';

export type InvitationLink = { memberId: string; member: string; url: string; expiresAt: string };

/** A link that signs its opener in as that member, once. */
export async function inviteMember(member: Pick<Schema<'Member'>, 'id' | 'name'>): Promise<InvitationLink> {
  const path = '/api/v1/organization/members/{id}/sign-in-links';
  const { url, expires_at: expiresAt } = await unwrap(client.POST(path, { params: { path: { id: member.id } } }));
  return { memberId: member.id, member: member.name, url, expiresAt };
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
