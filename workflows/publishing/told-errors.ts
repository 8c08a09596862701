import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { RecordedDelivery } from '../../domain/publishing/explain-facts.ts';
import { isErrorForAll } from '../../domain/publishing/failure.ts';
import type { StepHistory } from '../../ports/workflow-engine.ts';
import type { Tenancy } from '../deliveries/delivery-scope.ts';

/**
 * Errors may name hosts and paths of the operator. Where one organization uses the service it is the operator; among
 * many, members are told those of GitHub and of their repositories only.
 */
function toldError(error: string, { tenancy }: Tenancy): string {
  return tenancy === 'single' || isErrorForAll(error) ? error : withheldError;
}

const withheldError = 'Its details are for the operator of this service only.';

/** The steps with the errors that members may read. */
export function toldSteps(tenancy: Tenancy, steps: readonly StepHistory[]): StepHistory[] {
  return steps.map((step) => {
    const tries = step.tries.map((one) => ({
      ...one,
      error: one.error === null ? null : toldError(one.error, tenancy),
    }));
    return { ...step, tries };
  });
}

/** The same of a delivery. */
export function toldDelivery(tenancy: Tenancy, delivery: RecordedDelivery): RecordedDelivery {
  return delivery.error === null ? delivery : { ...delivery, error: toldError(delivery.error, tenancy) };
}

/** The same of an attempt, which keeps why its commit could not be told, without a code. */
export function toldAttempt({ tenancy }: Tenancy, attempt: Attempt): Attempt {
  const { writeBackStatus, writeBackMessage } = attempt;
  const tellsAll = tenancy === 'single' || writeBackStatus !== 'failed' || writeBackMessage === null;
  return tellsAll ? attempt : { ...attempt, writeBackMessage: withheldError };
}
