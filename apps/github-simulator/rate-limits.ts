export type RateLimitSetting = {
  /** Only this installation's budget; left out: everybody's. */
  installationId?: number;
  limit?: number;
  remaining?: number;
  /** Epoch seconds at which the budget is full again. */
  resetAt?: number;
};

/** One caller's budget, as in `x-ratelimit-*` and `GET /rate_limit`. `reset` is epoch seconds. */
export type RateLimit = { limit: number; remaining: number; used: number; reset: number };

export type RateLimits = {
  /** The budget as it stands, a new one when the hour is over. */
  current(actor: string): RateLimit;
  /** Takes one request from the budget. */
  spend(actor: string): void;
  set(setting: RateLimitSetting): void;
};

const windowSeconds = 3600;

/** Budgets by actor (`installation:<id>`, `user:<login>`, `app`, `anonymous`): 5000 an hour, 60 for anonymous. */
export function createRateLimits(now: () => number): RateLimits {
  const budgets = new Map<string, RateLimit>();
  const settings: RateLimitSetting[] = [];
  const nowSeconds = () => Math.floor(now() / 1000);

  const limitOf = (actor: string) => {
    const own = settings.findLast((setting) => concerns(setting, actor) && setting.limit !== undefined);
    return own?.limit ?? (actor === 'anonymous' ? 60 : 5000);
  };
  const current = (actor: string): RateLimit => {
    const known = budgets.get(actor);
    if (known !== undefined && known.reset > nowSeconds()) return known;
    const limit = limitOf(actor);
    const fresh = { limit, remaining: limit, used: 0, reset: nowSeconds() + windowSeconds };
    budgets.set(actor, fresh);
    return fresh;
  };
  return {
    current,
    spend(actor) {
      const budget = current(actor);
      budget.used += 1;
      budget.remaining = Math.max(0, budget.remaining - 1);
    },
    set(setting) {
      settings.push(setting);
      const actors = setting.installationId === undefined ? [...budgets.keys()] : [actorOf(setting.installationId)];
      for (const actor of actors) apply(current(actor), setting);
    },
  };
}

function concerns(setting: RateLimitSetting, actor: string): boolean {
  return setting.installationId === undefined || actorOf(setting.installationId) === actor;
}

function actorOf(installationId: number): string {
  return `installation:${installationId}`;
}

function apply(budget: RateLimit, setting: RateLimitSetting): void {
  budget.limit = setting.limit ?? budget.limit;
  budget.remaining = setting.remaining ?? Math.min(budget.remaining, budget.limit);
  budget.used = budget.limit - budget.remaining;
  budget.reset = setting.resetAt ?? budget.reset;
}
