import { z } from 'zod';
import type { DeliveryId } from '../../../domain/shared/ids.ts';
import { listDeliveries } from '../../../workflows/deliveries/list-deliveries.use-case.ts';
import { reopenDelivery } from '../../../workflows/deliveries/reopen-delivery.use-case.ts';
import { showDelivery } from '../../../workflows/deliveries/show-delivery.use-case.ts';
import { nextCursor } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pageCursor, pageLimit, pathId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { repositoryName, timeOfQuery } from '../query-fields.ts';
import {
  deliveryDetailJson,
  deliveryDetailSchema,
  deliveryJson,
  deliverySchema,
  deliveryStatus,
  listedDeliveryJson,
  listedDeliverySchema,
} from './delivery-json.ts';

const path = '/api/v1/github/deliveries';

const listQuery = z.strictObject({
  event: z
    .string()
    .regex(/^[a-z_]{1,64}$/, "Give an event's name, for example push.")
    .optional(),
  status: deliveryStatus.optional(),
  repo: repositoryName.optional(),
  decision: z.enum(['publish', 'joined', 'skip', 'preview', 'none']).optional().meta({
    description: "What was decided for one of the organization's connections at least; `none`: nothing for any.",
  }),
  guid: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,64}$/, 'Give the X-GitHub-Delivery that GitHub shows.')
    .optional(),
  since: timeOfQuery.optional(),
  until: timeOfQuery.optional().meta({ description: 'Received before this time.' }),
  limit: pageLimit,
  cursor: pageCursor,
});

/** GitHub's deliveries to the organization's installations: listed, shown and processed again. */
export function deliveriesEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), show(deps), processAgain(deps)];
}

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'listDeliveries',
    tag: 'Deliveries',
    summary: 'List webhook deliveries',
    access: 'key',
    query: listQuery,
    answers: {
      200: {
        description: 'A page, newest first.',
        body: z.strictObject({ deliveries: z.array(listedDeliverySchema), next_cursor: nextCursor }),
      },
    },
  }).handle(async ({ caller, query: { repo: repository, decision: verdict, ...query } }) => {
    const page = unlessRefused(await listDeliveries(deps, { caller, repository, verdict, ...query }));
    return { status: 200, body: { deliveries: page.deliveries.map(listedDeliveryJson), next_cursor: page.nextCursor } };
  });

const show = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/{id}`,
    operationId: 'getDelivery',
    tag: 'Deliveries',
    summary: 'Read a delivery with what was decided',
    description: 'The payload is for admins.',
    access: 'key',
    params: { id: pathId<DeliveryId>('delivery') },
    answers: { 200: { description: 'The delivery.', body: deliveryDetailSchema } },
    refusals: { 404: ['delivery_not_found'] },
  }).handle(async ({ caller, params: { id: deliveryId } }) => {
    const shown = unlessRefused(await showDelivery(deps, { caller, deliveryId }));
    return { status: 200, body: deliveryDetailJson(shown) };
  });

const processAgain = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: `${path}/{id}/process`,
    operationId: 'processDelivery',
    tag: 'Deliveries',
    summary: 'Process a delivery again',
    description: 'As a redelivery from GitHub: what is published already stays as it is, and is not published twice.',
    access: 'key',
    params: { id: pathId<DeliveryId>('delivery') },
    answers: { 202: { description: 'It waits to be processed.', body: deliverySchema } },
    refusals: { 404: ['delivery_not_found'], 409: ['body_gone'] },
  }).handle(async ({ caller, params: { id: deliveryId } }) => {
    const { delivery } = unlessRefused(await reopenDelivery(deps, { caller, deliveryId }));
    return { status: 202, body: deliveryJson(delivery) };
  });
