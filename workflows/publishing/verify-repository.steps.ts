import { repositoryFullName } from '../../domain/connections/connection.ts';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import { isAsKnown } from '../../domain/deliveries/repository-sighting.ts';
import { installationState } from '../../domain/installations/installation-state.ts';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import { skipped } from '../../domain/publishing/outcomes.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import type { AttemptContext } from '../../ports/publishing/attempts.ts';
import { addressOf, type PublishingPorts } from './publishing-ports.steps.ts';

export type Verified = { kind: 'verified'; context: AttemptContext } | { kind: 'refused'; outcome: PublishOutcome };

/**
 * Asks GitHub what the connection's repository is now, by its id, and follows what changed though no event told of it: a
 * new name, a new owner, another repository under its name. The context is that of afterwards.
 */
export async function verifyRepository(ports: PublishingPorts, context: AttemptContext): Promise<Verified> {
  const paused = refusalOfPause(context);
  if (paused) return { kind: 'refused', outcome: paused };
  const { attempt, connection } = context;
  const unbound = await refusalOfBinding(ports, context);
  if (unbound) return { kind: 'refused', outcome: unbound };
  const repository = await ports.repositories.reach(addressOf(connection));
  if (repository === null) return { kind: 'refused', outcome: await outOfReach(ports, context) };
  const sighting = { installationId: connection.installationId, repository };
  if (isAsKnown(connection, sighting)) return { kind: 'verified', context };
  await ports.sightings.seen(sighting);
  const followed = await ports.attempts.context(attempt.id);
  if (!followed) throw new PermanentFailure('connection_deleted', 'The connection was deleted meanwhile.');
  const refusal = refusalOfPause(followed);
  return refusal ? { kind: 'refused', outcome: refusal } : { kind: 'verified', context: followed };
}

/** Nothing is published through a paused connection, whenever the pause began. */
export function refusalOfPause({ attempt, connection }: AttemptContext): PublishOutcome | null {
  const { pausedReason } = connection;
  if (pausedReason === null) return null;
  return skipped('connection_paused', { repository: repositoryFullName(connection), ref: attempt.ref, pausedReason });
}

/** However an attempt came to be: nothing is read through an installation that serves another organization, or nobody. */
async function refusalOfBinding(
  { installations }: PublishingPorts,
  { connection }: AttemptContext,
): Promise<PublishOutcome | null> {
  const installation = await installations.find(connection.installationId);
  if (installationState(installation, connection.organizationId) !== 'missing') return null;
  return skipped('installation_missing', { repository: repositoryFullName(connection) });
}

/** Deleted, out of the installation's reach, another account's, or replaced by one of its name. */
async function outOfReach(ports: PublishingPorts, context: AttemptContext): Promise<PublishOutcome> {
  const { attempt, connection } = context;
  const named = await repositoryOfName(ports, context);
  if (named && named.id !== connection.repositoryId)
    await ports.sightings.gone(connection.repositoryId, 'repository_replaced');
  // A public one that was transferred is found by its former name, though the installation does not reach it any more.
  if (named?.id === connection.repositoryId && named.ownerId !== connection.repositoryOwnerId) {
    await ports.sightings.seen({ installationId: null, repository: named });
  }
  const followed = (await ports.attempts.context(attempt.id)) ?? context;
  const repository = repositoryFullName(followed.connection);
  return refusalOfPause(followed) ?? skipped('repository_not_accessible', { repository });
}

/** The repository that answers to the connection's name. Nothing of it is read but who it is. */
async function repositoryOfName(
  ports: PublishingPorts,
  { connection }: AttemptContext,
): Promise<RepositoryFacts | null> {
  const { installationId, owner, name } = addressOf(connection);
  try {
    return await ports.repositories.describe({ installationId, owner, name });
  } catch (error) {
    if (error instanceof PermanentFailure && error.code === 'repository_not_accessible') return null;
    throw error;
  }
}
