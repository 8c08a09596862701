/**
 * Records Temporal histories for test/contracts/temporal-replay.test.ts:
 *
 *   node test/support/record-history.ts --publish-version
 *     runs every kept way through `publishVersion` on a system of its own, into test/fixtures/histories/publish-version
 *   node test/support/record-history.ts --preview-pull-request
 *     the same of `previewPullRequest`
 *   node test/support/record-history.ts --conclude-attempt
 *     the same of `concludeAttempt`
 *
 *   node test/support/record-history.ts --workflow <id> --out test/fixtures/histories/<bundle>/<case>.json
 *     [--address 127.0.0.1:7233] [--namespace default]
 *     takes one run from a Temporal server
 *
 * Record one for each way through a process, before the process is changed. A recorded history stays for as long as
 * runs that were started with that version may still be going on.
 */
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { recordConcludeHistories } from './conclude-histories.ts';
import { writeHistory } from './history-file.ts';
import { recordPreviewHistories } from './preview-histories.ts';
import { recordPublishHistories } from './publish-histories.ts';

const { values } = parseArgs({
  options: {
    'publish-version': { type: 'boolean', default: false },
    'preview-pull-request': { type: 'boolean', default: false },
    'conclude-attempt': { type: 'boolean', default: false },
    workflow: { type: 'string' },
    out: { type: 'string' },
    address: { type: 'string', default: '127.0.0.1:7233' },
    namespace: { type: 'string', default: 'default' },
  },
});

async function recordRun(workflow: string, out: string): Promise<void> {
  const connection = await Connection.connect({ address: values.address });
  const client = new Client({ connection, namespace: values.namespace });
  const history = await client.workflow.getHandle(workflow).fetchHistory();
  await writeHistory(out, history);
  await connection.close();
  console.log(`${out}: ${history.events?.length} events`);
}

if (values['publish-version']) {
  for (const file of await recordPublishHistories()) console.log(file);
} else if (values['preview-pull-request']) {
  for (const file of await recordPreviewHistories()) console.log(file);
} else if (values['conclude-attempt']) {
  for (const file of await recordConcludeHistories()) console.log(file);
} else if (values.workflow && values.out) {
  await recordRun(values.workflow, values.out);
} else {
  const whole = '--publish-version, --preview-pull-request, --conclude-attempt';
  throw new Error(`say what to record: ${whole}, or --workflow <id> --out <file>`);
}
