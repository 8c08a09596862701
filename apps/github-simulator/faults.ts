/** Which requests (or deliveries) a fault concerns. Everything left out matches. */
export type FaultMatch = {
  /** `rest`, `git` and `web` (sign-in, installing) are requests to the simulator, `webhook` deliveries from it. Left out: rest and git. */
  kind?: 'rest' | 'git' | 'web' | 'webhook';
  method?: string;
  /** A regular expression, tested against the path (without `/api/v3`, with the query); for a webhook against its event. */
  pathPattern?: string | RegExp;
};

/** What happens instead of, or around, the real answer. */
export type FaultResponse =
  | { status: number; body?: unknown; headers?: Record<string, string>; afterHandling?: boolean }
  | { delayMs: number }
  /** A request is handled once the faults are cleared; a webhook is lost. */
  | { held: true }
  | { truncateBodyAfterBytes: number }
  | { resetConnection: true; afterHandling?: boolean }
  | { secondaryLimit: { retryAfterSeconds?: number; status?: 403 | 429 } }
  | { primaryLimit: { resetAt: number; status?: 403 | 429 } };

export type Fault = {
  match?: FaultMatch;
  /** How often it strikes. Default 1. */
  times?: number;
  /** How many matching requests pass first. Default 0. */
  after?: number;
  /** `afterHandling`: the request takes effect, only its answer is lost. */
  respond: FaultResponse;
};

export type FaultSummary = { id: number; remaining: number; struck: number; respond: FaultResponse };

export type FaultSubject = { kind: 'rest' | 'git' | 'web' | 'webhook'; method: string; path: string };

export type Faults = {
  add(fault: Fault): number;
  /** The response of the first fault that matches, used up once; or nothing. */
  strike(subject: FaultSubject): FaultResponse | undefined;
  list(): FaultSummary[];
  clear(): void;
  /** Resolves at the next `clear`. */
  cleared(): Promise<void>;
};

type ArmedFault = Fault & {
  id: number;
  remaining: number;
  passes: number;
  struck: number;
  pattern: RegExp | undefined;
};

/** The faults that tests ask for, in the order in which they were added. */
export function createFaults(): Faults {
  let armed: ArmedFault[] = [];
  let nextId = 1;
  let clearing = Promise.withResolvers<void>();
  return {
    add(fault) {
      const pattern = fault.match?.pathPattern;
      const id = nextId++;
      armed.push({
        ...fault,
        id,
        remaining: fault.times ?? 1,
        passes: fault.after ?? 0,
        struck: 0,
        pattern: pattern === undefined ? undefined : new RegExp(pattern),
      });
      return id;
    },
    strike(subject) {
      for (const fault of armed) {
        if (fault.remaining <= 0 || !concerns(fault, subject)) continue;
        if (fault.passes > 0) {
          fault.passes -= 1;
          continue;
        }
        fault.remaining -= 1;
        fault.struck += 1;
        return fault.respond;
      }
      return undefined;
    },
    list: () => armed.map(({ id, remaining, struck, respond }) => ({ id, remaining, struck, respond })),
    clear() {
      armed = [];
      clearing.resolve();
      clearing = Promise.withResolvers();
    },
    cleared: () => clearing.promise,
  };
}

function concerns(fault: ArmedFault, subject: FaultSubject): boolean {
  const { kind, method } = fault.match ?? {};
  const concerned = kind === undefined ? subject.kind === 'rest' || subject.kind === 'git' : subject.kind === kind;
  if (!concerned) return false;
  if (method !== undefined && method.toUpperCase() !== subject.method) return false;
  return fault.pattern === undefined || fault.pattern.test(subject.path);
}
