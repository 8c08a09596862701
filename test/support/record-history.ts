/**
 * Records a run's Temporal history for test/contracts/temporal-replay.test.ts:
 *
 *   node test/support/record-history.ts --workflow <id> --out test/fixtures/histories/<bundle>/<case>.json
 *     [--address 127.0.0.1:7233] [--namespace default]
 *
 * Record one for each way through a process, before the process is changed. A recorded history stays for as long as
 * runs that were started with that version may still be going on.
 */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { writeHistory } from './history-file.ts';

const { values } = parseArgs({
  options: {
    workflow: { type: 'string' },
    out: { type: 'string' },
    address: { type: 'string', default: '127.0.0.1:7233' },
    namespace: { type: 'string', default: 'default' },
  },
});
if (!values.workflow || !values.out) throw new Error('say which run and where to: --workflow <id> --out <file>');

const connection = await Connection.connect({ address: values.address });
const client = new Client({ connection, namespace: values.namespace });
const history = await client.workflow.getHandle(values.workflow).fetchHistory();
await mkdir(dirname(values.out), { recursive: true });
await writeHistory(values.out, history);
await connection.close();
console.log(`${values.out}: ${history.events?.length} events`);
