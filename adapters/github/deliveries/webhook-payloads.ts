import { z } from 'zod';
import type { DeliveryEvent, InstallationAction, RepositoryAction } from '../../../domain/deliveries/delivery-event.ts';
import { commitSha, installationFacts, installationId, repositoryFacts, repositoryId, shaOrZeros } from '../facts.ts';

// The fields used of the payloads used. Source: https://docs.github.com/webhooks/webhook-events-and-payloads

const missing =
  'missing: the delivery was not sent through the GitHub App but by a webhook of the repository or organization';

/** Where an event of a repository comes from. */
const origin = {
  installation: z.object(
    { id: installationId },
    { error: (issue) => (issue.input === undefined ? missing : undefined) },
  ),
  repository: repositoryFacts,
};
type Origin = { installation: { id: z.infer<typeof installationId> }; repository: z.infer<typeof repositoryFacts> };
const from = ({ installation, repository }: Origin) => ({ installationId: installation.id, repository });

export const push = z
  .object({
    ref: z.string().min(1),
    after: shaOrZeros,
    deleted: z.boolean(),
    forced: z.boolean(),
    head_commit: z.object({ id: commitSha }).nullish(),
    ...origin,
  })
  .transform(
    (payload): DeliveryEvent => ({
      kind: 'push',
      ref: payload.ref,
      deleted: payload.deleted,
      forced: payload.forced,
      after: payload.after,
      headCommit: payload.head_commit?.id ?? null,
      ...from(payload),
    }),
  );

export const tagCreated = z
  .object({ ref: z.string().min(1), ...origin })
  .transform((payload): DeliveryEvent => ({ kind: 'tag-created', tag: payload.ref, ...from(payload) }));

export const installationActions = [
  'created',
  'deleted',
  'suspend',
  'unsuspend',
  'new_permissions_accepted',
] as const satisfies InstallationAction[];

export const installationChange = z
  .object({
    action: z.enum(installationActions),
    installation: installationFacts,
  })
  .transform(({ action, installation }): DeliveryEvent => ({ kind: 'installation', action, installation }));

export const installationRepositories = z
  .object({
    installation: installationFacts,
    repositories_added: z.array(z.object({ id: repositoryId })),
    repositories_removed: z.array(z.object({ id: repositoryId })),
  })
  .transform(
    (payload): DeliveryEvent => ({
      kind: 'installation-repositories',
      installation: payload.installation,
      added: payload.repositories_added.map(({ id }) => id),
      removed: payload.repositories_removed.map(({ id }) => id),
    }),
  );

/** Who the account is now is asked for: its former login in `changes`, and the order of events, tell nothing more. */
export const installationTargetRenamed = z
  .object({ installation: origin.installation })
  .transform(
    ({ installation }): DeliveryEvent => ({ kind: 'installation-target-renamed', installationId: installation.id }),
  );

export const repositoryActions = [
  'renamed',
  'transferred',
  'deleted',
  'privatized',
  'publicized',
  'archived',
  'unarchived',
] as const satisfies RepositoryAction[];

export const repositoryChange = z
  .object({
    action: z.enum(repositoryActions),
    ...origin,
  })
  .transform((payload): DeliveryEvent => ({ kind: 'repository', action: payload.action, ...from(payload) }));

/** The actions after which a pull request has another head, or has to be looked at anew. */
export const pullRequestActions = ['opened', 'synchronize', 'reopened'] as const;

export const pullRequestHead = z
  .object({
    pull_request: z.object({
      number: z.number().int().positive(),
      updated_at: z.iso.datetime({ offset: true }),
      /** The repository is null when the fork is deleted. */
      head: z.object({ sha: commitSha, repo: z.object({ id: repositoryId }).nullish() }),
      base: z.object({ ref: z.string().min(1) }),
    }),
    ...origin,
  })
  .transform(({ pull_request: pull, ...payload }): DeliveryEvent => {
    const { number, head, base } = pull;
    const fromFork = head.repo?.id !== payload.repository.id;
    const about = { number, headSha: head.sha, headAt: new Date(pull.updated_at), baseRef: base.ref, fromFork };
    return { kind: 'pull-request', ...about, ...from(payload) };
  });

export const checkRunRerequested = z
  .object({ check_run: z.object({ external_id: z.string().nullish(), head_sha: commitSha }), ...origin })
  .transform(
    (payload): DeliveryEvent => ({
      kind: 'check-run-rerequested',
      externalId: payload.check_run.external_id || null,
      headSha: payload.check_run.head_sha,
      ...from(payload),
    }),
  );

export const checkSuiteRerequested = z.object({ check_suite: z.object({ head_sha: commitSha }), ...origin }).transform(
  (payload): DeliveryEvent => ({
    kind: 'check-suite-rerequested',
    headSha: payload.check_suite.head_sha,
    ...from(payload),
  }),
);
