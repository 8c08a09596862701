import { pino } from 'pino';
import { ConfigurationError, readConfiguration } from '../configuration.ts';
import { requireGit, startWorker } from '../engine.ts';
import { openPublishingAdapters } from '../publishing-adapters.ts';

/** Runs publish attempts for any number of servers, taking its work from Temporal. Ends on SIGINT and SIGTERM. */
async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const logger = pino({ level: configuration.logLevel });
  const { temporal, publicUrl } = configuration;
  if (!temporal) {
    throw new ConfigurationError(['TEMPORAL_ADDRESS is missing; the embedded engine has no separate worker']);
  }
  if (!publicUrl) {
    throw new ConfigurationError([
      'PUBLIC_URL is missing; a worker needs it for links, e.g. https://waybill.example.com',
    ]);
  }
  await requireGit();
  const adapters = await openPublishingAdapters(configuration, () => publicUrl, logger);
  try {
    const worker = await startWorker(temporal, adapters.processes, logger);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void worker.shutdown());
    logger.info({ taskQueue: temporal.taskQueue }, 'the worker runs');
    await worker.stopped;
  } finally {
    await adapters.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
