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
  })
  .meta({ id: 'Session' });

/** `github`: whether people can sign in there. */
export function sessionJson(session: Session | null, github: boolean): z.input<typeof sessionSchema> {
  if (session === null) return { user: null, organizations: [], sign_in: { github }, expires_at: null };
  const { id, name, login, avatarUrl } = session.user;
  return {
    user: { id, name, login, avatar_url: avatarUrl },
    organizations: session.memberships.map(({ organizationId, organizationName, plan, role, memberId }) => ({
      ...{ id: organizationId, name: organizationName, plan, role, member_id: memberId },
    })),
    sign_in: { github },
    expires_at: session.expiresAt.toISOString(),
  };
}
