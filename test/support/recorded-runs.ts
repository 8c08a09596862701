import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { writeHistory } from './history-file.ts';
import { startPostgres } from './postgres-server.ts';
import { startTemporalServer } from './temporal-server.ts';
import { startWaybillSystem, type WaybillSystem } from './waybill-system.ts';

/** Goes one way through a process, in a repository of that name, to its end; gives the workflow's id. */
export type RecordedWay = (system: WaybillSystem, name: string) => Promise<string>;

const histories = new URL('../fixtures/histories/', import.meta.url);

/** Runs each way on one system with Temporal, and writes its history into the folder of that name; gives the files. */
export async function recordRuns(
  folder: string,
  ways: Readonly<Record<string, RecordedWay>>,
  prepare: (system: WaybillSystem) => Promise<void> = async () => {},
): Promise<string[]> {
  const postgres = await startPostgres();
  const temporal = await startTemporalServer();
  const system = await startWaybillSystem({ postgres, temporal });
  const connection = await Connection.connect({ address: temporal.address });
  const client = new Client({ connection, namespace: temporal.namespace });
  try {
    await prepare(system);
    const files: string[] = [];
    for (const [name, way] of Object.entries(ways)) {
      const handle = client.workflow.getHandle(await way(system, name));
      await system.github.control.clearFaults();
      await handle.result();
      const file = join(fileURLToPath(new URL(folder, histories)), `${name}.json`);
      await writeHistory(file, await handle.fetchHistory());
      files.push(file);
    }
    return files;
  } finally {
    await connection.close();
    await system.close();
    await temporal.stop();
    await postgres.stop();
  }
}
