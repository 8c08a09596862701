import { z } from 'zod';
import { plans, roles } from '../../../domain/access/caller.ts';
import type { Session } from '../../../ports/access/sessions.ts';
import { timestamp, uuid } from '../answer-fields.ts';

const userSchema = z
  .strictObject({
    id: uuid,
    name: z.string(),
    login: z.string().nullable().meta({ description: 'At GitHub. Null: signed in by a link so far.' }),
    avatar_url: z.string().nullable(),
  })
  .meta({ id: 'User' });

const sessionOrganizationSchema = z
  .strictObject({ id: uuid, name: z.string(), plan: z.enum(plans), role: z.enum(roles), member_id: uuid })
  .meta({ id: 'SessionOrganization' });

export const sessionSchema = z
  .strictObject({
    user: userSchema.nullable().meta({ description: 'Null: nobody is signed in.' }),
    organizations: z.array(sessionOrganizationSchema).meta({ description: 'Where the session reaches, oldest first.' }),
    sign_in: z.strictObject({
      github: z.boolean().meta({ description: 'Whether `/sign-in/github` leads to GitHub.' }),
    }),
    expires_at: timestamp.nullable().meta({ description: 'When it ends if it is not used any more.' }),
    github_url: z.string().meta({ description: 'Where repositories are shown: `<github_url>/<owner>/<name>`.' }),
  })
  .meta({ id: 'Session' });

/** What every visitor is told of GitHub: whether people can sign in there, and where its pages are. */
export type GitHubOfSession = { canSignIn: boolean; url: string };

export function sessionJson(session: Session | null, github: GitHubOfSession): z.input<typeof sessionSchema> {
  const forEverybody = { sign_in: { github: github.canSignIn }, github_url: github.url };
  if (session === null) return { user: null, organizations: [], expires_at: null, ...forEverybody };
  const { id, name, login, avatarUrl } = session.user;
  return {
    user: { id, name, login, avatar_url: avatarUrl },
    organizations: session.memberships.map(({ organizationId, organizationName, plan, role, memberId }) => ({
      ...{ id: organizationId, name: organizationName, plan, role, member_id: memberId },
    })),
    expires_at: session.expiresAt.toISOString(),
    ...forEverybody,
  };
}
