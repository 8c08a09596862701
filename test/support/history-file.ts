import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import proto, { type temporal } from '@temporalio/proto';

// Not the SDK's historyToJSON: it throws where npm installed protobufjs more than once, as it does here.
const History = proto.temporal.api.history.v1.History;

/** Which machine did it and where its files lay: of no use to a replay. */
const notKept = new Set(['identity', 'stackTrace']);

/** Writes a run's event history as JSON: numbers of 64 bits and enums as strings, bytes as base64. */
export async function writeHistory(file: string, history: temporal.api.history.v1.IHistory): Promise<void> {
  const plain = History.toObject(History.fromObject(history), { longs: String, enums: String, bytes: String });
  const kept = JSON.stringify(plain, (key, value: unknown) => (notKept.has(key) ? undefined : value), 2);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${kept}\n`);
}

/** Reads what `writeHistory` wrote. */
export async function readHistory(file: string | URL): Promise<temporal.api.history.v1.IHistory> {
  return History.fromObject(JSON.parse(await readFile(file, 'utf8')));
}
