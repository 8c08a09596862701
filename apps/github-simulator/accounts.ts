import { nextId, type Simulation, timestamp } from './simulation.ts';
import type { Account, AccountType } from './state.ts';

/** GitHub's own test user; a member of every organization that names no others. */
export const octocatLogin = 'octocat';
const octocatId = 583231;

const reservedLogins = new Set(['api', 'app', 'apps', 'repos', 'repositories', 'users', 'orgs', 'installation']);

export function findAccount(simulation: Simulation, login: string): Account | undefined {
  const wanted = login.toLowerCase();
  return simulation.state.accounts.find((account) => account.login.toLowerCase() === wanted);
}

/** Throws a sentence when there is none: for callers that know that there must be one. */
export function accountByLogin(simulation: Simulation, login: string): Account {
  const account = findAccount(simulation, login);
  if (account === undefined) throw new Error(`There is no account "${login}"; create it with createAccount.`);
  return account;
}

export function accountById(simulation: Simulation, id: number): Account {
  const account = simulation.state.accounts.find((candidate) => candidate.id === id);
  if (account === undefined) throw new Error(`There is no account with id ${id}.`);
  return account;
}

/** A login is 1 to 39 letters, digits and single inner hyphens. Names that are routes of the API are refused. */
export function createAccount(
  simulation: Simulation,
  input: { login: string; type?: AccountType; members?: string[] },
): Account {
  const { login, type = 'User' } = input;
  checkLogin(simulation, login);
  const members = type === 'Organization' ? (input.members ?? [octocatLogin]) : [];
  const account: Account = {
    id: login === octocatLogin ? octocatId : nextId(simulation, 'account'),
    login,
    type,
    createdAt: timestamp(simulation),
    memberIds: members.map((member) => accountByLogin(simulation, member).id),
  };
  simulation.state.accounts.push(account);
  simulation.save();
  return account;
}

export function checkLogin(simulation: Simulation, login: string): void {
  if (!/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i.test(login) || reservedLogins.has(login.toLowerCase())) {
    throw new Error(`"${login}" cannot be a login: letters, digits and single hyphens, at most 39, no reserved word.`);
  }
  if (findAccount(simulation, login) !== undefined) throw new Error(`The login "${login}" is taken.`);
}

export function addMember(simulation: Simulation, organization: Account, user: Account): void {
  if (organization.type !== 'Organization') throw new Error(`"${organization.login}" is not an organization.`);
  if (!organization.memberIds.includes(user.id)) organization.memberIds.push(user.id);
  simulation.save();
}

/** Whether the user may read and push the owner's private repositories: its own, or as a member. */
export function mayUse(owner: Account, user: Account): boolean {
  return owner.id === user.id || owner.memberIds.includes(user.id);
}

/** The person who acts for an account when nobody is named: itself, or the organization's first member. */
export function actingUser(simulation: Simulation, owner: Account): Account {
  if (owner.type === 'User') return owner;
  const [first] = owner.memberIds;
  return first === undefined ? accountByLogin(simulation, octocatLogin) : accountById(simulation, first);
}

export function emailOf(account: { id: number; login: string }): string {
  return `${account.id}+${account.login}@users.noreply.github.com`;
}
