import type { DeliveryScope } from '../../../ports/deliveries/delivery-log.ts';
import type { Database, Sql } from '../database.ts';

const columns = [
  ...(['d.id', 'd.guid', 'd.event', 'd.action', 'd.status', 'd.installationId', 'd.repositoryId'] as const),
  ...(['d.repository', 'd.ref', 'd.commit', 'd.tries', 'd.error'] as const),
  ...(['d.receivedAt', 'd.failedAt', 'd.retryAt', 'd.processedAt'] as const),
] as const;

/** Deliveries that the scope may see, without their bodies; `where` and `order` are the caller's. */
export function selectDeliveries(sql: Sql, { organizationId, unclaimed }: DeliveryScope) {
  return sql
    .selectFrom('webhook_deliveries as d')
    .select(columns)
    .where(({ or, not, exists, selectFrom, eb }) => {
      const installation = () =>
        selectFrom('github_installations as i').select('i.id').whereRef('i.installationId', '=', 'd.installationId');
      const own = exists(installation().where('i.organizationId', '=', organizationId));
      if (!unclaimed) return own;
      const ofOthers = exists(installation().where('i.organizationId', 'is not', null));
      return or([own, eb('d.installationId', 'is', null), not(ofOthers)]);
    });
}

/** Unclaimed deliveries are no organization's: requests' own role would not see them. */
export function inScope<T>(database: Database, scope: DeliveryScope, work: (sql: Sql) => Promise<T>): Promise<T> {
  return scope.unclaimed ? database.transaction(work) : database.within(scope.organizationId, work);
}

/** Decisions of one organization, for `toDecision`; `where` and `order` are the caller's. */
export function selectDecisions(sql: Sql, { organizationId }: Pick<DeliveryScope, 'organizationId'>) {
  return sql
    .selectFrom('github_decisions as x')
    .select(['x.deliveryId', 'x.connectionId', 'x.trigger', 'x.ref', 'x.commit', 'x.verdict', 'x.reason'])
    .select(['x.attemptId', 'x.createdAt'])
    .where('x.organizationId', '=', organizationId);
}

/** A row's time by its name in our terms: in SQL a renamed column would come as text. */
export function toDecision<Row extends { createdAt: Date }>({ createdAt: decidedAt, ...decision }: Row) {
  return { ...decision, decidedAt };
}
