/**
 * What a port throws when it cannot do its work. Anything else that is thrown counts as a passing fault: the
 * step is tried again by its policy.
 */

/** Trying again would give the same answer: the step gives up at once. `code` is stable, `message` is for people. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The service asked for a pause. The engine waits durably until `until` and spends no try on it. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
  readonly until: Date;

  constructor(until: Date, message: string, options?: ErrorOptions) {
    super(message, options);
    this.until = until;
  }
}
