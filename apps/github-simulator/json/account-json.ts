import { emailOf } from '../accounts.ts';
import { nodeId, type Simulation } from '../simulation.ts';
import type { Account } from '../state.ts';

/** What is shown of an account; bots have no record of their own. */
export type ShownAccount = Pick<Account, 'id' | 'login'> & { type: Account['type'] | 'Bot' };

/** The bot that acts for the App: `<slug>[bot]`. */
export function appBot(simulation: Simulation): ShownAccount {
  const { botId, slug } = simulation.state.app;
  return { id: botId, login: `${slug}[bot]`, type: 'Bot' };
}

/** `simple-user` of GitHub's description, also for organizations. */
export function accountJson(simulation: Simulation, account: ShownAccount) {
  const { web, api } = simulation.urls;
  const url = `${api}/users/${encodeURIComponent(account.login)}`;
  const page = account.type === 'Bot' ? `${web}/apps/${simulation.state.app.slug}` : `${web}/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type.charAt(0), account.id),
    avatar_url: `${web}/avatars/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: page,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** `organization-simple`, as webhooks carry it beside a repository of an organization. */
export function organizationJson(simulation: Simulation, account: Account) {
  const url = `${simulation.urls.api}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('O', account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${simulation.urls.web}/avatars/u/${account.id}?v=4`,
    description: '',
  };
}

/** `public-user`, the answer of `GET /users/{username}`. */
export function publicUserJson(simulation: Simulation, account: Account) {
  const repositories = simulation.state.repositories.filter((repository) => repository.ownerId === account.id);
  return {
    ...accountJson(simulation, account),
    name: account.login,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: repositories.filter((repository) => !repository.private).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  };
}

/** Name and address of a pusher. */
export function pusherJson(account: ShownAccount) {
  return { name: account.login, email: emailOf(account) };
}
