import type { HookDelivery } from '../webhooks/deliveries.ts';
import { linkHeader, linkUrl, perPageOf } from './paging.ts';
import { notFound, RestError } from './rest-error.ts';
import { ok, type RestAnswer, type RestRequest, type Route } from './route.ts';

export const hookDeliveryRoutes: readonly Route[] = [
  { method: 'GET', path: '/app/hook/deliveries', access: 'app', handle: listDeliveries },
  { method: 'GET', path: '/app/hook/deliveries/{delivery_id}', access: 'app', handle: getDelivery },
  { method: 'POST', path: '/app/hook/deliveries/{delivery_id}/attempts', access: 'app', handle: redeliver },
];

const redeliveryDays = 3;

/** Newest first; `cursor` and `status` as GitHub has them. Deliveries older than three days are gone. */
function listDeliveries(request: RestRequest): RestAnswer {
  const { query, simulation } = request;
  const status = query.get('status');
  const before = cursorOf(query.get('cursor'));
  const perPage = perPageOf(request);
  const wanted = simulation.webhooks.deliveries
    .list()
    .filter((delivery) => isRecent(request, delivery) && hasStatus(delivery, status) && delivery.id < before)
    .reverse();
  const items = wanted.slice(0, perPage);
  const last = items.at(-1);
  const links: [string, string][] =
    last !== undefined && wanted.length > perPage ? [['next', linkUrl(request, { cursor: `v1_${last.id}` })]] : [];
  return { status: 200, body: items.map(deliveryItemJson), headers: linkHeader(links) };
}

function getDelivery(request: RestRequest): RestAnswer {
  const delivery = findDelivery(request);
  return ok({
    ...deliveryItemJson(delivery),
    url: delivery.url,
    request: delivery.request,
    response: delivery.response,
  });
}

function redeliver(request: RestRequest): RestAnswer {
  request.simulation.webhooks.redeliver(findDelivery(request));
  return { status: 202, body: {} };
}

function findDelivery(request: RestRequest): HookDelivery {
  const id = request.params.delivery_id ?? '';
  if (!/^\d+$/.test(id)) throw new RestError(400, 'Invalid delivery id');
  const delivery = request.simulation.webhooks.deliveries.find(Number(id));
  if (delivery === undefined || !isRecent(request, delivery)) throw notFound();
  return delivery;
}

function isRecent({ simulation }: RestRequest, delivery: HookDelivery): boolean {
  return Date.parse(delivery.deliveredAt) > simulation.now() - redeliveryDays * 24 * 3600 * 1000;
}

function cursorOf(cursor: string | null): number {
  if (cursor === null) return Number.POSITIVE_INFINITY;
  const match = /^v1_(\d+)$/.exec(cursor);
  if (match === null) throw new RestError(422, 'Invalid cursor');
  return Number(match[1]);
}

function hasStatus({ statusCode }: HookDelivery, wanted: string | null): boolean {
  if (wanted === 'success') return statusCode >= 200 && statusCode < 400;
  if (wanted === 'failure') return statusCode >= 400 && statusCode < 600;
  return true;
}

function deliveryItemJson(delivery: HookDelivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.duration,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}
