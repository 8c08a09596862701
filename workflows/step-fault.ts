import { PermanentFailure, RateLimited } from '../ports/faults.ts';
import type { StepFault } from './durable-steps.ts';

/** What a step threw, as the engines store it. Anything but the two known failures is a passing fault. */
export function stepFaultOf(error: unknown): StepFault {
  if (error instanceof PermanentFailure) return { kind: 'permanent', code: error.code, message: error.message };
  if (error instanceof RateLimited) {
    return { kind: 'rate-limited', untilMs: error.until.getTime(), message: error.message };
  }
  return { kind: 'passing', message: error instanceof Error ? error.message : String(error) };
}

/** A fault as one line for an operator: the text of a failed try in every engine's history. */
export function describeStepFault(fault: StepFault): string {
  return fault.kind === 'permanent' ? `${fault.code}: ${fault.message}` : fault.message;
}
