import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleWorkflows } from '../../adapters/temporal/temporal-worker.ts';
import { readHistory } from '../support/history-file.ts';

Runtime.install({ logger: new DefaultLogger('WARN') });

/** The folders of recorded histories, and the workflows that they must still fit. */
const bundles: Readonly<Record<string, URL>> = {
  'conclude-attempt': new URL('../../adapters/temporal/workflows.ts', import.meta.url),
  'preview-pull-request': new URL('../../adapters/temporal/workflows.ts', import.meta.url),
  'publish-version': new URL('../../adapters/temporal/workflows.ts', import.meta.url),
  trial: new URL('fixtures/workflow-engine/workflows.ts', import.meta.url),
};

// Recorded with test/support/record-history.ts
const histories = new URL('../fixtures/histories/', import.meta.url);

describe('recorded Temporal histories', () => {
  it('are all replayed: each folder of them has its workflows here', () => {
    expect(readdirSync(histories).sort()).toEqual(Object.keys(bundles).sort());
  });

  for (const [folder, workflows] of Object.entries(bundles)) {
    describe(folder, () => {
      const cases = readdirSync(new URL(`${folder}/`, histories)).filter((name) => name.endsWith('.json'));
      let code = '';
      beforeAll(async () => {
        code = await bundleWorkflows(fileURLToPath(workflows));
      });

      it('has histories', () => expect(cases).not.toEqual([]));

      it.each(cases)('%s goes on with the process as it is now', async (name) => {
        const history = await readHistory(new URL(`${folder}/${name}`, histories));
        await Worker.runReplayHistory({ workflowBundle: { code } }, history, name);
      });
    });
  }
});
