/** They tell the commit how the attempt ended; when it was cancelled, in a run of their own. */
const afterwards: readonly string[] = ['writeBack', 'recordWriteBackFailure'];

/** Whether a step without an end will never have one: it was ended from outside, with the run of the cancelled attempt. */
export function isStopped(step: { name: string; isFinished: boolean }, attempt: { reason: string | null }): boolean {
  return attempt.reason === 'cancelled' && !step.isFinished && !afterwards.includes(step.name);
}
