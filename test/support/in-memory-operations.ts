import type { AttemptId } from '../../domain/shared/ids.ts';
import type { DeliveryDetail, DeliveryLog } from '../../ports/deliveries/delivery-log.ts';
import type { AttemptChanges, AttemptNotifications } from '../../ports/publishing/attempt-changes.ts';
import type { ExplainRows, Explanations } from '../../ports/publishing/explanations.ts';
import type { World } from './in-memory-ports.ts';

/** What looks into the service: each `touch` of an attempt is a change that watchers are told of. */
export class Operations {
  readonly world: World;
  deliveries: (DeliveryDetail & { organizationId: string | null })[] = [];
  reopened: string[] = [];
  /** Attempts that joined another one. */
  readonly joined = new Map<string, AttemptId>();
  explained: Partial<ExplainRows> = {};
  readonly #revisions = new Map<string, number>();
  readonly #watchers = new Set<() => void>();
  #last = 0;

  constructor(world: World) {
    this.world = world;
  }

  /** How many streams watch. */
  get watching(): number {
    return this.#watchers.size;
  }

  touch(attemptId: string): void {
    this.#last += 1;
    this.#revisions.set(attemptId, this.#last);
    for (const call of this.#watchers) call();
  }

  changes(): AttemptChanges {
    const revisionOf = (id: string) => this.#revisions.get(id) ?? 0;
    return {
      position: async () => `${this.#last}-0`,
      changesSince: async (position, organizationId) => {
        const after = Number(/^(\d+)-0$/.exec(position)?.[1] ?? Number.NaN);
        if (Number.isNaN(after) || after > this.#last) return { kind: 'lost' };
        const changes = this.world.attempts
          .filter((attempt) => attempt.organizationId === organizationId && revisionOf(attempt.id) > after)
          .map((attempt) => ({
            ...{ attempt: { ...attempt }, revision: revisionOf(attempt.id), position: `${revisionOf(attempt.id)}-0` },
            joinedTo: this.joined.get(attempt.id) ?? null,
          }))
          .sort((a, b) => a.revision - b.revision);
        return { kind: 'changes', changes, next: `${this.#last}-0` };
      },
      current: async (id, organizationId) => {
        const attempt = this.world.attempts.find((one) => one.id === id && one.organizationId === organizationId);
        return attempt ? { attempt: { ...attempt }, revision: revisionOf(id) } : null;
      },
    };
  }

  notifications(): AttemptNotifications {
    return {
      watch: (_organizationId, changed) => {
        const call = () => changed();
        this.#watchers.add(call);
        return () => this.#watchers.delete(call);
      },
    };
  }

  deliveryLog(): DeliveryLog {
    const seen = (scope: Parameters<DeliveryLog['find']>[1]) =>
      this.deliveries.filter(({ organizationId }) =>
        organizationId === null ? scope.unclaimed : organizationId === scope.organizationId,
      );
    return {
      list: async ({ scope, status, event }) => ({
        deliveries: seen(scope)
          .map(({ delivery }) => delivery)
          .filter((one) => (status === undefined || one.status === status) && (!event || one.event === event))
          .map((one) => ({ ...one, verdicts: { publish: 0, joined: 0, skip: 0, preview: 0 } })),
        nextCursor: null,
      }),
      find: async (id, scope) => seen(scope).find(({ delivery }) => delivery.id === id) ?? null,
      reopen: async (id, scope) => {
        const found = seen(scope).find(({ delivery }) => delivery.id === id);
        if (!found) return { kind: 'not-found' };
        if (found.body === null) return { kind: 'body-gone' };
        this.reopened.push(id);
        return { kind: 'reopened', delivery: { ...found.delivery, status: 'pending' } };
      },
      dropBodies: async () => 0,
    };
  }

  explanations(): Explanations {
    const nothing = { connections: [], deliveries: [], decisions: [], attempts: [], truncated: false };
    return { find: async () => ({ ...nothing, ...this.explained }) };
  }
}
