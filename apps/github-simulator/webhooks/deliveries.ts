import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../state-file.ts';

/** One attempt to deliver a webhook, as `GET /app/hook/deliveries/{id}` tells it. */
export type HookDelivery = {
  id: number;
  guid: string;
  deliveredAt: string;
  redelivery: boolean;
  /** Seconds, two decimals. */
  duration: number;
  /** `OK`, or why not. */
  status: string;
  /** 502 when nobody answered, 504 after the time-out. */
  statusCode: number;
  event: string;
  action: string | null;
  installationId: number | null;
  repositoryId: number | null;
  url: string;
  request: { headers: Record<string, string>; payload: Record<string, unknown> };
  response: { headers: Record<string, string>; payload: string };
};

export type Deliveries = {
  add(delivery: HookDelivery): void;
  find(id: number): HookDelivery | undefined;
  /** Oldest first. */
  list(): readonly HookDelivery[];
  flush(): Promise<void>;
};

const keptDeliveries = 1000;

/** Deliveries in memory and each in a file of its own; the oldest are forgotten. */
export async function openDeliveries(dir: string): Promise<Deliveries> {
  await mkdir(dir, { recursive: true });
  const kept = await readKept(dir);
  let writes: Promise<unknown> = Promise.resolve();
  const fileOf = (id: number) => join(dir, `${id}.json`);
  const write = (work: () => Promise<unknown>) => {
    writes = writes.then(work).catch((error: unknown) => {
      process.stderr.write(`github-simulator: a delivery could not be kept: ${String(error)}\n`);
    });
  };
  return {
    add(delivery) {
      kept.push(delivery);
      write(() => writeFileAtomically(fileOf(delivery.id), JSON.stringify(delivery)));
      const oldest = kept.length > keptDeliveries ? kept.shift() : undefined;
      if (oldest !== undefined) write(() => rm(fileOf(oldest.id), { force: true }));
    },
    find: (id) => kept.find((delivery) => delivery.id === id),
    list: () => kept,
    flush: async () => void (await writes),
  };
}

async function readKept(dir: string): Promise<HookDelivery[]> {
  if (!existsSync(dir)) return [];
  const names = (await readdir(dir)).filter((name) => name.endsWith('.json'));
  const kept = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(dir, name), 'utf8')) as HookDelivery),
  );
  return kept.sort((left, right) => left.id - right.id);
}
