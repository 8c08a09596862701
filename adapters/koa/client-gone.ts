import type { Context } from 'koa';

const signals = new WeakMap<Context['res'], AbortSignal>();

/** Aborts once nobody waits for the answer any more: it was sent, or its client went away. One for each answer. */
export function clientGone({ res }: Context): AbortSignal {
  const known = signals.get(res);
  if (known) return known;
  const gone = new AbortController();
  if (res.closed) gone.abort();
  else res.once('close', () => gone.abort());
  signals.set(res, gone.signal);
  return gone.signal;
}

/** The same, and also aborts when the server goes down. */
export function clientGoneOrClosing(ctx: Context, closing: AbortSignal | undefined): AbortSignal {
  return closing ? AbortSignal.any([clientGone(ctx), closing]) : clientGone(ctx);
}
