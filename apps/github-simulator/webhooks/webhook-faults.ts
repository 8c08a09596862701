/** Which deliveries a webhook fault concerns. Everything left out matches. */
export type WebhookMatch = {
  event?: string;
  action?: string;
  /** A regular expression on the payload's `ref`. */
  refPattern?: string;
};

export type WebhookSubject = { event: string; action: string | null; ref: string | null };

export type WebhookFaults = {
  drop(match: WebhookMatch, times: number): void;
  double(match: WebhookMatch, times: number): void;
  hold(match: WebhookMatch): void;
  endHolding(): void;
  clear(): void;
  /** What is to happen to a delivery; uses the fault up. */
  fateOf(subject: WebhookSubject): 'send' | 'drop' | 'double' | 'hold';
};

type Counted = { match: WebhookMatch; remaining: number; fate: 'drop' | 'double' };

export function createWebhookFaults(): WebhookFaults {
  let counted: Counted[] = [];
  let held: WebhookMatch[] = [];
  return {
    drop: (match, times) => counted.push({ match, remaining: times, fate: 'drop' }),
    double: (match, times) => counted.push({ match, remaining: times, fate: 'double' }),
    hold: (match) => held.push(match),
    endHolding() {
      held = [];
    },
    clear() {
      counted = [];
      held = [];
    },
    fateOf(subject) {
      const struck = counted.find(({ match, remaining }) => remaining > 0 && concerns(match, subject));
      if (struck !== undefined) {
        struck.remaining -= 1;
        return struck.fate;
      }
      return held.some((match) => concerns(match, subject)) ? 'hold' : 'send';
    },
  };
}

function concerns(match: WebhookMatch, subject: WebhookSubject): boolean {
  if (match.event !== undefined && match.event !== subject.event) return false;
  if (match.action !== undefined && match.action !== subject.action) return false;
  return match.refPattern === undefined || new RegExp(match.refPattern).test(subject.ref ?? '');
}
