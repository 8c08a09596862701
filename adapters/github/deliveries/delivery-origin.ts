import { z } from 'zod';
import { isRefName, parseRef } from '../../../domain/shared/git-ref.ts';
import { parseSha, type Sha } from '../../../domain/shared/ids.ts';
import type { DeliveryOrigin } from '../../../ports/deliveries/deliveries.ts';
import { installationId, repositoryId } from '../facts.ts';

/** A field that is not as documented counts as missing: the delivery is kept all the same. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null);
const text = z.string().min(1).max(300);
const head = maybe(z.object({ head_sha: maybe(text) }));

const payload = z.object({
  installation: maybe(z.object({ id: maybe(installationId) })),
  repository: maybe(z.object({ id: maybe(repositoryId), full_name: maybe(text) })),
  ref: maybe(text),
  ref_type: maybe(z.enum(['branch', 'tag'])),
  after: maybe(text),
  head_commit: maybe(z.object({ id: maybe(text) })),
  check_run: head,
  check_suite: head,
  pull_request: maybe(z.object({ head: maybe(z.object({ sha: maybe(text) })) })),
});

type Payload = z.output<typeof payload>;

/** Where an event comes from, read from any payload. Source: https://docs.github.com/webhooks/webhook-events-and-payloads */
export function deliveryOrigin(event: string, body: unknown): DeliveryOrigin {
  const read = payload.safeParse(body);
  if (!read.success) return { installationId: null, repositoryId: null, repository: null, ref: null, commit: null };
  const { installation, repository } = read.data;
  return {
    installationId: installation?.id ?? null,
    repositoryId: repository?.id ?? null,
    repository: repository?.full_name ?? null,
    ref: refOf(event, read.data),
    commit: commitOf(read.data),
  };
}

/** `create` and `delete` name short names, `push` full ones. */
function refOf(event: string, { ref, ref_type: type }: Payload): string | null {
  if (!ref) return null;
  if (event === 'push') return parseRef(ref) ? ref : null;
  if (!type || !isRefName(ref)) return null;
  return type === 'tag' ? `refs/tags/${ref}` : `refs/heads/${ref}`;
}

/** `after` of an annotated tag is the tag object: the commit is `head_commit`. All zeros: the ref was deleted. */
function commitOf(read: Payload): Sha | null {
  const isTag = read.ref?.startsWith('refs/tags/') ?? false;
  const pushed = isTag ? read.head_commit?.id : read.after;
  const named = pushed ?? read.check_run?.head_sha ?? read.check_suite?.head_sha ?? read.pull_request?.head?.sha;
  return named ? parseSha(named) : null;
}
