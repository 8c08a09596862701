import type { IncomingMessage } from 'node:http';
import type { SimulatorControl } from './control.ts';

export type ControlAnswer = { status: number; body: unknown };

const maxBodyBytes = 256 * 1024 * 1024;

/**
 * `POST /_simulator/<function>` with the function's object as JSON. Only `application/json` is taken: a page in a
 * browser cannot send that to another origin without asking first, and is not answered when it asks.
 */
export async function answerControl(
  control: SimulatorControl,
  request: IncomingMessage,
  name: string,
): Promise<ControlAnswer> {
  if (request.method === 'GET' && name === '') return { status: 200, body: { functions: Object.keys(control) } };
  if (request.method !== 'POST' || !Object.hasOwn(control, name)) {
    request.resume();
    return { status: 404, body: { error: `There is no function "${name}"; POST /_simulator/<function>.` } };
  }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    request.resume();
    return { status: 415, body: { error: 'Send the input as application/json.' } };
  }
  try {
    const run = control[name as keyof SimulatorControl] as (input: unknown) => Promise<unknown>;
    const result = await run(await readInput(request));
    return { status: 200, body: { result: result ?? null } };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

async function readInput(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBodyBytes) throw new Error('The input is larger than 256 MiB.');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
