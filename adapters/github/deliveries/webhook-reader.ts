import { z } from 'zod';
import type { DeliveryEvent } from '../../../domain/deliveries/delivery-event.ts';
import type { WebhookReader } from '../../../ports/deliveries/webhook.ts';
import { deliveryOrigin } from './delivery-origin.ts';
import {
  checkRunRerequested,
  checkSuiteRerequested,
  installationActions,
  installationChange,
  installationRepositories,
  installationTargetRenamed,
  pullRequestActions,
  pullRequestHead,
  push,
  repositoryActions,
  repositoryChange,
  tagCreated,
} from './webhook-payloads.ts';
import { isSignedBy } from './webhook-signature.ts';

/** Reads deliveries signed with any of the secrets. Throws when one of them is empty: anybody could sign with that. */
export function webhookReader(secrets: readonly string[]): WebhookReader {
  if (secrets.includes('')) throw new Error('A webhook secret of the GitHub App is empty.');
  return {
    verify: async (body, signature) => isSignedBy(secrets, body, signature),
    read: readEvent,
    originOf: (event, body) => deliveryOrigin(event, body),
  };
}

/** Which field of an event's payload tells its kinds apart. */
const kindFields = new Map<string, 'action' | 'ref_type'>([
  ['create', 'ref_type'],
  ['installation', 'action'],
  ['installation_repositories', 'action'],
  ['installation_target', 'action'],
  ['repository', 'action'],
  ['pull_request', 'action'],
  ['check_run', 'action'],
  ['check_suite', 'action'],
]);

const schemas = new Map<string, z.ZodType<DeliveryEvent>>([
  ['push', push],
  ['create tag', tagCreated],
  ...installationActions.map((action) => [`installation ${action}`, installationChange] as const),
  ['installation_repositories added', installationRepositories],
  ['installation_repositories removed', installationRepositories],
  ['installation_target renamed', installationTargetRenamed],
  ...repositoryActions.map((action) => [`repository ${action}`, repositoryChange] as const),
  ...pullRequestActions.map((action) => [`pull_request ${action}`, pullRequestHead] as const),
  ['check_run rerequested', checkRunRerequested],
  ['check_suite rerequested', checkSuiteRerequested],
]);

function readEvent(event: string, body: unknown): ReturnType<WebhookReader['read']> {
  if (event === 'ping') return { kind: 'event', event: { kind: 'ping' } };
  const kind = kindOf(event, body);
  if (kind instanceof z.ZodError) return malformed(event, kind);
  const schema = schemas.get(kind);
  if (schema === undefined) return { kind: 'event', event: { kind: 'unused' } };
  const read = schema.safeParse(body);
  return read.success ? { kind: 'event', event: read.data } : malformed(event, read.error);
}

function kindOf(event: string, body: unknown): string | z.ZodError {
  const field = kindFields.get(event);
  if (field === undefined) return event;
  const read = z.object({ [field]: z.string() }).safeParse(body);
  return read.success ? `${event} ${read.data[field]}` : read.error;
}

function malformed(event: string, error: z.ZodError): { kind: 'malformed'; message: string } {
  const issue = error.issues[0];
  const field = issue?.path.join('.') || 'payload';
  return { kind: 'malformed', message: `${event}: ${field}: ${issue?.message ?? 'not as documented'}` };
}
