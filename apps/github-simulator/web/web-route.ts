import { accountById, accountByLogin, octocatLogin } from '../accounts.ts';
import type { Simulation } from '../simulation.ts';
import type { Account, BrowserState } from '../state.ts';

export type WebRequest = {
  simulation: Simulation;
  /** Decoded groups of the route's pattern. */
  params: string[];
  query: URLSearchParams;
  /** The body of a POST: a form, or the strings of a JSON object. */
  form: URLSearchParams;
  accept: string;
};

export type WebAnswer = { status: number; headers: Record<string, string>; body: string };

export type WebRoute = {
  method: 'GET' | 'POST';
  pattern: RegExp;
  /** For the request log. */
  path: string;
  handle(request: WebRequest): WebAnswer;
};

export function redirect(address: string, parameters: Record<string, string | null> = {}): WebAnswer {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) if (value !== null) url.searchParams.set(name, value);
  return { status: 302, headers: { location: url.href, 'cache-control': 'no-store' }, body: '' };
}

export type Visitor = { account: Account } & Pick<BrowserState, 'consent' | 'installOnId'>;

/** Who sits at the browser. Nobody signs in here: `setBrowser` says who it is; octocat until then. */
export function visitorOf(simulation: Simulation): Visitor {
  const { browser } = simulation.state;
  if (browser === null) {
    return { account: accountByLogin(simulation, octocatLogin), consent: 'ask', installOnId: null };
  }
  return { ...browser, account: accountById(simulation, browser.accountId) };
}
