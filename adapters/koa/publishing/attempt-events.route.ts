import type { RouterContext } from '@koa/router';
import type { Caller } from '../../../domain/access/caller.ts';
import type { AttemptId } from '../../../domain/shared/ids.ts';
import { toReadGitHub } from '../../../workflows/access/needs.ts';
import {
  type AttemptItem,
  type FeedItem,
  type Follow,
  followAttempt,
  followAttempts,
} from '../../../workflows/publishing/follow-attempts.use-case.ts';
import { clientGoneOrClosing } from '../client-gone.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import {
  eventStream,
  eventStreamHeaders,
  isStillAllowed,
  lastEventIdOf,
  type OpenStreams,
  openStreams,
  type StreamEvent,
} from '../event-stream.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pathId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { attemptDetailJson } from './attempt-detail-json.ts';
import { attemptJson } from './attempt-json.ts';

const path = '/api/v1/github/attempts';
const streamsPerKey = 20;
const headers = {
  'Last-Event-ID': { description: 'The `id` of the last event that came: the stream goes on after it.' },
};

/** Changes of attempts as they happen. */
export function attemptEventsEndpoints(deps: HttpDeps): Endpoint[] {
  const streams = openStreams(streamsPerKey);
  return [ofOrganization(deps, streams), ofAttempt(deps, streams)];
}

const ofOrganization = (deps: HttpDeps, streams: OpenStreams) =>
  endpoint({
    method: 'get',
    path: `${path}/events`,
    operationId: 'followAttempts',
    tag: 'Attempts',
    summary: 'Follow all attempts',
    description:
      "Server-sent events of the organization's attempts from now on, or after `Last-Event-ID`. `attempt`: one was made or changed; its data is the attempt with a `revision`, and an event that comes again has the same one. `joined`: the attempt `id` is in lists no more, since the attempt `joined_to` serves its event. `reset`: too much was missed, so read the list anew.",
    access: 'key',
    headers,
    answers: { 200: { description: 'The events.', content: 'text/event-stream' } },
    refusals: { 429: ['too_many_streams'] },
  }).handle(async ({ ctx, caller }) => {
    streams.open(ctx, caller);
    const { items } = unlessRefused(await followAttempts(deps, followOf(deps, ctx, caller)));
    return { status: 200, headers: eventStreamHeaders, body: eventStream(told(items, feedEvent)) };
  });

const ofAttempt = (deps: HttpDeps, streams: OpenStreams) =>
  endpoint({
    method: 'get',
    path: `${path}/{id}/events`,
    operationId: 'followAttempt',
    tag: 'Attempts',
    summary: 'Follow an attempt',
    description:
      'Server-sent events. `attempt`: the attempt with its steps as it stands, first at once and then whenever something changed. `end`: it has ended and its commit was told; the stream ends.',
    access: 'key',
    params: { id: pathId<AttemptId>('attempt') },
    headers,
    answers: { 200: { description: 'The events.', content: 'text/event-stream' } },
    refusals: { 404: ['attempt_not_found'], 429: ['too_many_streams'] },
  }).handle(async ({ ctx, caller, params: { id: attemptId } }) => {
    streams.open(ctx, caller);
    const { items } = unlessRefused(await followAttempt(deps, { ...followOf(deps, ctx, caller), attemptId }));
    return {
      status: 200,
      headers: eventStreamHeaders,
      body: eventStream(told(items, (item) => attemptEvent(deps, item))),
    };
  });

function followOf(deps: HttpDeps, ctx: RouterContext, caller: Caller): Follow {
  return {
    caller,
    lastEventId: lastEventIdOf(ctx),
    stillAllowed: () => isStillAllowed(deps, ctx, caller, toReadGitHub),
    signal: clientGoneOrClosing(ctx, deps.closing),
  };
}

async function* told<Item>(
  items: AsyncIterable<Item>,
  eventOf: (item: Item) => StreamEvent,
): AsyncGenerator<StreamEvent> {
  for await (const item of items) yield eventOf(item);
}

function feedEvent(item: FeedItem): StreamEvent {
  switch (item.kind) {
    case 'attempt':
      return { id: item.id, event: 'attempt', data: { ...attemptJson(item.attempt), revision: item.revision } };
    case 'joined':
      return { id: item.id, event: 'joined', data: { id: item.attemptId, joined_to: item.joinedTo } };
    case 'reset':
      return { id: item.id, event: 'reset', data: {} };
    case 'heartbeat':
      return 'heartbeat';
    default:
      return item satisfies never;
  }
}

function attemptEvent(deps: HttpDeps, item: AttemptItem): StreamEvent {
  switch (item.kind) {
    case 'attempt':
      return {
        id: item.id,
        event: 'attempt',
        data: { ...attemptDetailJson(deps, item.shown), revision: item.revision },
      };
    case 'end':
      return { event: 'end', data: {} };
    case 'heartbeat':
      return 'heartbeat';
    default:
      return item satisfies never;
  }
}
