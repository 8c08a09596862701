import { pino } from 'pino';
import { readConfiguration } from '../configuration.ts';
import { startServer } from './server.ts';

/** Runs the service until SIGINT or SIGTERM. */
async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const logger = pino({ level: configuration.logLevel });
  const onLost = (error: Error) => {
    logger.fatal({ err: error }, 'the server cannot go on');
    process.exit(1);
  };
  const server = await startServer(configuration, { logger, onLost });
  logger.info({ url: server.url, engine: server.engine }, 'the server is up');
  if (server.firstApiKey) {
    console.log(`The first organization was made. Its owner's API key, shown this once: ${server.firstApiKey}`);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      logger.info({ signal }, 'stopping');
      server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'stopping failed');
          process.exit(1);
        },
      );
    });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
