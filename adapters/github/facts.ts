import { z } from 'zod';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { InstallationFacts } from '../../domain/installations/installation.ts';
import {
  type AccountId,
  type InstallationId,
  parseGitHubId,
  parseSha,
  type RepositoryId,
  type Sha,
} from '../../domain/shared/ids.ts';

// Parts that GitHub's REST answers and webhook payloads share. Fields that are not used are not looked at.

export const installationId = gitHubId<InstallationId>();
export const repositoryId = gitHubId<RepositoryId>();
const accountId = gitHubId<AccountId>();

function gitHubId<Id extends InstallationId | RepositoryId | AccountId>() {
  return z.number().transform((value, context): Id => {
    const id = parseGitHubId<Id>(value);
    if (id !== null) return id;
    context.addIssue('expected a positive whole number');
    return z.NEVER;
  });
}

const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'expected 40 or 64 hexadecimal digits');

/** Null for the zeros that stand for "no commit". */
export const shaOrZeros = sha.transform((text): Sha | null => parseSha(text));

export const commitSha = shaOrZeros.transform((value, context): Sha => {
  if (value !== null) return value;
  context.addIssue('expected a commit, not zeros');
  return z.NEVER;
});

export const repositoryFacts = z
  .object({
    id: repositoryId,
    owner: z.object({ id: accountId, login: z.string().min(1) }),
    name: z.string().min(1),
    private: z.boolean(),
    archived: z.boolean(),
    default_branch: z.string().min(1),
  })
  .transform(
    (repository): RepositoryFacts => ({
      id: repository.id,
      ownerId: repository.owner.id,
      owner: repository.owner.login,
      name: repository.name,
      private: repository.private,
      archived: repository.archived,
      defaultBranch: repository.default_branch,
    }),
  );

export const installationFacts = z
  .object({
    id: installationId,
    account: z.object({ id: accountId, login: z.string().min(1), type: z.enum(['User', 'Organization']) }),
    suspended_at: z.string().nullish(),
    permissions: z.record(z.string(), z.string()),
    events: z.array(z.string()),
    repository_selection: z.enum(['all', 'selected']),
  })
  .transform(
    (installation): InstallationFacts => ({
      installationId: installation.id,
      accountId: installation.account.id,
      accountLogin: installation.account.login,
      accountType: installation.account.type,
      suspended: (installation.suspended_at ?? null) !== null,
      permissions: installation.permissions,
      events: installation.events,
      repositorySelection: installation.repository_selection,
    }),
  );
