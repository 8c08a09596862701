import type { SimulatorControl } from './control.ts';

/**
 * The control functions of a simulator in another process, over HTTP. Errors come back as thrown sentences; bytes and
 * regular expressions in the input are carried over.
 */
export function connectToGitHubSimulator(baseUrl: string): SimulatorControl {
  const call = async (name: string, input: unknown) => {
    const response = await fetch(`${baseUrl}/_simulator/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(portable(input ?? {})),
    });
    const answer = (await response.json()) as { result?: unknown; error?: string };
    if (!response.ok) throw new Error(answer.error ?? `The simulator answered ${response.status}.`);
    return answer.result;
  };
  return new Proxy({} as SimulatorControl, {
    // A promise-like is anything with `then`; the client must not look like one.
    get: (_target, name) =>
      typeof name === 'string' && name !== 'then' ? (input: unknown) => call(name, input) : undefined,
  });
}

function portable(value: unknown): unknown {
  if (value instanceof RegExp) return value.source;
  if (value instanceof Uint8Array) return { content: Buffer.from(value).toString('base64'), encoding: 'base64' };
  if (Array.isArray(value)) return value.map(portable);
  if (typeof value !== 'object' || value === null) return value;
  const { content } = value as { content?: unknown };
  const entries = Object.entries(value).map(([key, item]) => [key, portable(item)]);
  // A file with a mode: its bytes move up into the file.
  return { ...Object.fromEntries(entries), ...(content instanceof Uint8Array ? (portable(content) as object) : {}) };
}
