import type { GitHubIdentity } from '../../domain/access/github-identity.ts';
import type { Membership } from '../../domain/access/session.ts';
import type { GitHubSignIn } from '../../ports/access/github-sign-in.ts';
import type { Session, Sessions, SignIn } from '../../ports/access/sessions.ts';
import type { SignInLinks } from '../../ports/access/sign-in-links.ts';
import { sampleId } from './sample-rows.ts';

/** Who is signed in, by the hash of the token; whom links let in, by theirs; and whom GitHub knows by their codes. */
export class SignInRows {
  sessions = new Map<string, Session>();
  links = new Map<string, { membership: Membership; isUsed: boolean; isWithdrawn?: boolean }>();
  identities = new Map<string, GitHubIdentity>();
  /** Whether the App's client secret is known. */
  isConfigured = true;
  /** What a person's way to GitHub and back carried. */
  requests: Parameters<GitHubSignIn['authorizeUrl']>[0][] = [];
}

const inAWeek = () => new Date(Date.now() + 7 * 24 * 3_600_000);

/** A session of a user in those organizations. */
export function sampleSession(over: Partial<Session> = {}): Session {
  const user = { id: sampleId<Session['user']['id']>(400), name: 'Ada', login: 'ada', avatarUrl: null };
  return { id: sampleId(401), user, memberships: [], expiresAt: inAWeek(), rotationDue: false, ...over };
}

export function sampleMembership(over: Partial<Membership> = {}): Membership {
  const [organizationId, memberId] = [sampleId<Membership['organizationId']>(1), sampleId<Membership['memberId']>(2)];
  return { organizationId, organizationName: 'default', plan: 'pro', role: 'admin', memberId, letInBy: null, ...over };
}

export function sessions(rows: SignInRows): Sessions {
  const end = (ends: (session: Session) => boolean) => {
    for (const [hash, session] of rows.sessions) if (ends(session)) rows.sessions.delete(hash);
  };
  const open = ({ session, current, newUserId }: SignIn, over: Partial<Session>) => {
    end(({ id }) => id === current);
    const user = { ...sampleSession().user, id: newUserId };
    rows.sessions.set(session.tokenHash, sampleSession({ id: session.id, user, ...over }));
    return { kind: 'signed-in' } as const;
  };
  return {
    find: async (tokenHash) => rows.sessions.get(tokenHash) ?? null,
    rotate: async (_id, from, to) => {
      const session = rows.sessions.get(from);
      if (session) rows.sessions.set(to, { ...session, rotationDue: false });
      return session !== undefined;
    },
    end: async (id) => end((session) => session.id === id),
    endEverywhere: async (id) => {
      const ending = [...rows.sessions.values()].find((session) => session.id === id);
      end(({ user }) => user.id === ending?.user.id);
    },
    signInByLink: async (linkHash, signIn) => {
      const link = rows.links.get(linkHash);
      if (!link) return { kind: 'unknown' };
      if (link.isUsed) return { kind: 'used' };
      if (link.isWithdrawn) return { kind: 'expired' };
      link.isUsed = true;
      return open(signIn, { memberships: [link.membership] });
    },
    signInWithGitHub: async ({ login, name, avatarUrl }, signIn) => {
      const user = { id: signIn.newUserId, login, name: name ?? login, avatarUrl };
      return open(signIn, { user });
    },
    forgetExpired: async () => 0,
  };
}

export function signInLinks(rows: SignInRows): SignInLinks {
  return {
    create: async (memberId, { tokenHash }) => {
      rows.links.set(tokenHash, { membership: sampleMembership({ memberId }), isUsed: false });
      return { kind: 'created' };
    },
    withdraw: async (memberId) => {
      for (const link of rows.links.values()) if (link.membership.memberId === memberId) link.isWithdrawn = true;
      return { kind: 'withdrawn' };
    },
    createForFirstOwner: async () => ({ kind: 'no-owner' }),
  };
}

export function gitHubSignIn(rows: SignInRows): GitHubSignIn {
  return {
    isConfigured: () => rows.isConfigured,
    authorizeUrl: (request) => {
      if (!rows.isConfigured) return null;
      rows.requests.push(request);
      return `https://github.example.com/login/oauth/authorize?state=${request.state}`;
    },
    identify: async (code) => rows.identities.get(code) ?? null,
  };
}
