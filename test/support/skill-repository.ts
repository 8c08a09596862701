import { commitVersion } from '../../domain/registry/version-name.ts';
import { parseSha } from '../../domain/shared/ids.ts';
import type { ApiAttempt } from './api-client.ts';
import { eventually } from './eventually.ts';
import { owner, type WaybillSystem } from './waybill-system.ts';

/** A repository in the simulator with a connection, and what a test does and asks about it. */
export type SkillRepository = {
  owner: string;
  name: string;
  connectionId: string;
  entryId: string;
};

export function skillFile(name: string, text = 'What it does.'): string {
  return `---\nname: ${name}\ndescription: ${text}\n---\n\n# ${name}\n\n${text}\n`;
}

/** An account on GitHub with the App installed on it. */
export type Account = { login: string; installationId: number };

/** An organization of its own with the App on it, bound here. `permissions` as the simulator takes them. */
export async function newAccount(
  system: WaybillSystem,
  login: string,
  permissions?: Record<string, string>,
): Promise<Account> {
  await system.github.control.createAccount({ login, type: 'Organization' });
  return installAndBind(system, login, permissions);
}

/** Installs the App on the account, and binds the installation. */
export async function installAndBind(
  system: WaybillSystem,
  login: string,
  permissions?: Record<string, string>,
): Promise<Account> {
  const { id } = await system.github.control.installApp({ accountLogin: login, ...(permissions && { permissions }) });
  await system.api.bindInstallation({ installation_id: id, account_login: login, account_type: 'Organization' });
  await inboxDone(system);
  return { login, installationId: id };
}

export type RepositoryOptions = {
  name: string;
  /** Default: the system's own account. */
  account?: Account;
  private?: boolean;
  /** Committed before the connection is made. Default: a SKILL.md at the root. */
  files?: Record<string, string>;
  connection?: Record<string, unknown>;
};

/** Makes repository, entry and connection; the first commit is made before, so it is not published by itself. */
export async function connectRepository(system: WaybillSystem, options: RepositoryOptions): Promise<SkillRepository> {
  const { name, account = ownAccount(system) } = options;
  const isPrivate = options.private ?? false;
  await system.github.control.createRepository({
    ...{ owner: account.login, name, defaultBranch: 'main', private: isPrivate },
  });
  const files = options.files ?? { 'SKILL.md': skillFile(name) };
  await system.github.control.commitFiles({ owner: account.login, repo: name, files, message: 'First commit' });
  await inboxDone(system);
  return connectAnother(system, name, options.connection, name, account);
}

function ownAccount({ installationId }: WaybillSystem): Account {
  return { login: owner, installationId };
}

/** Waits until every webhook was delivered and processed. */
export async function inboxDone(system: WaybillSystem): Promise<void> {
  await system.github.control.settled();
  await eventually('an empty inbox', () => inboxIsEmpty(system));
}

/** One more connection of the repository, into an entry of its own. */
export async function connectAnother(
  system: WaybillSystem,
  name: string,
  settings: Record<string, unknown> = {},
  entryName = name,
  account = ownAccount(system),
): Promise<SkillRepository> {
  const entry = await system.api.createEntry({ name: entryName });
  const connection = await system.api.createConnection({
    entry_id: entry.id,
    installation_id: account.installationId,
    repo_full_name: `${account.login}/${name}`,
    write_back_enabled: true,
    ...settings,
  });
  return { owner: account.login, name, connectionId: connection.id, entryId: entry.id };
}

export type CommittedFiles = Parameters<WaybillSystem['github']['control']['commitFiles']>[0]['files'];

/** Commits through the simulator as a push does, webhooks included; the commit's sha. */
export async function push(
  system: WaybillSystem,
  repository: SkillRepository,
  files: CommittedFiles,
  more: { branch?: string; force?: boolean; parent?: string } = {},
): Promise<string> {
  const { sha } = await system.github.control.commitFiles({
    ...repositoryName(repository),
    files,
    ...more,
  });
  return sha;
}

export async function tag(
  system: WaybillSystem,
  repository: SkillRepository,
  name: string,
  more: { annotated?: boolean; target?: string; force?: boolean } = {},
): Promise<string> {
  const { commit } = await system.github.control.createTag({ ...repositoryName(repository), name, ...more });
  return commit;
}

/** As the simulator's functions take it. */
export function repositoryName({ owner, name }: SkillRepository): { owner: string; repo: string } {
  return { owner, repo: name };
}

/** Waits until the connection has an attempt for the ref (and commit) that has ended and was written back. */
export function attemptDone(
  system: WaybillSystem,
  repository: SkillRepository,
  where: { ref: string; commit?: string; run?: number },
): Promise<ApiAttempt> {
  const { ref, commit, run } = where;
  return eventually(`an attempt for ${ref} at ${commit ?? 'any commit'} of ${repository.name}`, async () => {
    const query = { connection_id: repository.connectionId, ref, ...(commit && { commit }) };
    const attempts = await system.api.attempts(query);
    return attempts.find((it) => isDone(it) && (run === undefined || it.run === run));
  });
}

/** Waits until no delivery is on its way and no attempt of the connection is pending. */
export async function quiet(system: WaybillSystem, repository: SkillRepository): Promise<ApiAttempt[]> {
  await system.github.control.settled();
  return eventually(`quiet at ${repository.name}`, async () => {
    const before = await inboxIsEmpty(system);
    const attempts = await system.api.attempts({ connection_id: repository.connectionId, limit: '100' });
    return before && attempts.every(isDone) && attempts;
  });
}

function isDone(attempt: ApiAttempt): boolean {
  return attempt.status !== 'pending' && attempt.write_back_status !== 'pending';
}

async function inboxIsEmpty(system: WaybillSystem): Promise<boolean> {
  return (await system.pendingDeliveries()) === 0;
}

/** The versions of the entry as text, newest first, the current one marked with `*`. */
export async function versionsOf(system: WaybillSystem, repository: SkillRepository): Promise<string[]> {
  const versions = await system.api.versions(repository.entryId);
  return versions.map((it) => (it.is_current ? `*${it.version}` : it.version));
}

/** Mostly the first seven digits of the sha; one in a few hundred is no SemVer then (`0123456`) and takes more. */
export function commitVersionOf(sha: string): string {
  const commit = parseSha(sha);
  if (!commit) throw new Error(`"${sha}" is no commit`);
  return commitVersion(commit, () => false);
}
