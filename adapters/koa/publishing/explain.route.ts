import { z } from 'zod';
import { repositoryFullName } from '../../../domain/connections/connection.ts';
import type { ConnectionFacts } from '../../../domain/publishing/explain-facts.ts';
import { type TimelineEvent, timelineKinds } from '../../../domain/publishing/timeline-event.ts';
import { explainPublishing } from '../../../workflows/publishing/explain.use-case.ts';
import { timestamp, uuid } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { plainText } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { repositoryName } from '../query-fields.ts';

const explainQuery = z.strictObject({
  repo: repositoryName.optional(),
  sha: z
    .string()
    .regex(/^[0-9a-fA-F]{7,64}$/, 'Give 7 to 64 hex digits of a commit.')
    .optional()
    .meta({ description: 'A commit, abbreviated to 7 hex digits or more.' }),
  ref: plainText(1, 300).optional().meta({ description: 'A branch or a tag, short or full.' }),
  delivery: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,64}$/, 'Give the X-GitHub-Delivery that GitHub shows, or the id of a delivery.')
    .optional()
    .meta({ description: "GitHub's `X-GitHub-Delivery`, or the id of a delivery." }),
});

const eventSchema = z
  .strictObject({
    at: timestamp,
    kind: z.enum(timelineKinds),
    summary: z.string(),
    code: z.string().nullable(),
    fix: z.string().nullable(),
    delivery_id: uuid.nullable(),
    attempt_id: uuid.nullable(),
    connection_id: uuid.nullable(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  })
  .meta({ id: 'TimelineEvent' });

const connectionSchema = z
  .strictObject({ id: uuid, entry_name: z.string(), repo_full_name: z.string() })
  .meta({ id: 'ExplainedConnection' });

const explanationSchema = z
  .strictObject({
    answer: z.string().meta({ description: 'What happened, and what to do, in lines; also when nothing is known.' }),
    subject: z.strictObject({
      repo: z.string().nullable(),
      sha: z.string().nullable(),
      ref: z.string().nullable(),
      delivery: z.string().nullable(),
    }),
    connections: z
      .array(connectionSchema)
      .meta({ description: 'Those that it is about, with the names they have now.' }),
    events: z.array(eventSchema).meta({ description: 'Oldest first.' }),
    truncated: z.boolean().meta({ description: 'There is more: only the newest was looked at.' }),
  })
  .meta({ id: 'Explanation' });

/** Why something was published, or was not. */
export function explainEndpoints(deps: HttpDeps): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/api/v1/github/explain',
      operationId: 'explain',
      tag: 'Attempts',
      summary: 'Explain what became of a commit, a ref, a delivery or a repository',
      description:
        'Give one of `sha`, `ref` (with `repo`) and `delivery`, or `repo` alone for what happened there last. One timeline, from the delivery to the decision, the steps and the write-back.',
      access: 'key',
      query: explainQuery,
      answers: { 200: { description: 'The explanation.', body: explanationSchema } },
    }).handle(async ({ caller, query }) => {
      const { subject, ...told } = unlessRefused(await explainPublishing(deps, { caller, ...query }));
      const { repository: repo, commit: sha, ref, delivery } = subject;
      const events = told.events.map(eventJson);
      const connections = told.connections.map(connectionJson);
      const { answer, truncated } = told;
      return { status: 200, body: { answer, subject: { repo, sha, ref, delivery }, connections, events, truncated } };
    }),
  ];
}

function connectionJson(connection: ConnectionFacts): z.input<typeof connectionSchema> {
  const { id, entryName } = connection;
  return { id, entry_name: entryName, repo_full_name: repositoryFullName(connection) };
}

function eventJson(event: TimelineEvent): z.input<typeof eventSchema> {
  const { at, kind, summary, code, fix, deliveryId, attemptId, connectionId, details } = event;
  const ids = { delivery_id: deliveryId, attempt_id: attemptId, connection_id: connectionId };
  return { at: at.toISOString(), kind, summary, code, fix, ...ids, details };
}
