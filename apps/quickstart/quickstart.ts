import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { ConfigurationError } from '../configuration.ts';
import { describeState, describeTrials } from './announcement.ts';
import { takeDataFolder } from './data-folder.ts';
import { openKeptSettings } from './kept-settings.ts';
import { parseOptions, type QuickstartOptions, usage } from './options.ts';
import { publishSample } from './publish-sample.ts';
import { readyFile } from './ready-file.ts';
import { sampleFullName } from './sample-repository.ts';
import { choosePort, startServices } from './services.ts';
import { StartError } from './start-error.ts';
import type { ListedConnection } from './waybill-api.ts';

const projectDir = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string) => console.log(line);

/** Starts everything, makes the first publish happen, and stays until a signal, or ends with `--once`. */
async function main(): Promise<void> {
  const workingDir = process.env.INIT_CWD ?? process.cwd();
  const options = parseOptions(process.argv.slice(2), { projectDir, workingDir });
  if (options.help) return say(usage);
  const stopping = stopOnSignals();
  await using stack = new AsyncDisposableStack();
  try {
    await run(options, { stopping, stack });
  } catch (error) {
    // Whatever failed while stopping failed because of it.
    if (!stopping.signal.aborted) throw error;
  }
  if (stopping.signal.aborted) {
    say('Stopping ...');
    if (options.once) process.exitCode = 130;
  }
  await stack.disposeAsync();
  say('Stopped.');
}

async function run(
  options: QuickstartOptions,
  { stopping, stack }: { stopping: AbortController; stack: AsyncDisposableStack },
): Promise<void> {
  const { signal } = stopping;
  const folder = await takeDataFolder(options.dataDir);
  stack.defer(folder.release);
  const port = await choosePort(options.port);
  const settings = await openKeptSettings(folder.path);
  const ready = readyFile(folder.path);
  await ready.remove();

  const logPath = join(folder.path, 'waybill.log');
  const logFile = pino.destination({ dest: logPath, sync: false });
  stack.defer(() => logFile.flushSync());
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'info' }, logFile);
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  const services = await startServices(
    {
      ...options,
      port,
      settings,
      env: process.env,
      logger,
      signal,
      say,
      onServer: (pid) => process.send?.({ server: pid }),
      onLost: lost.reject,
    },
    stack,
  );
  say(`Log           ${logPath}\n`);
  const announcement = await publishSample(services, { apiKey: settings.values.apiKey, again: options.once, signal });
  say(`${describeState(announcement)}\n`);

  const dashboard = (await services.server.signInLink()) ?? services.server.url;
  stack.defer(ready.remove);
  await ready.write({
    api: services.server.url,
    dashboard,
    api_key: settings.values.apiKey,
    webhook_secret: settings.values.webhookSecret,
    github: services.github.baseUrl,
    git: announcement.cloneUrl.slice(0, -`/${sampleFullName}.git`.length),
    engine: services.server.engine,
    temporal_ui: services.temporal?.uiUrl ?? null,
    pid: process.pid,
    connections: announcement.connections.map(publicFields),
  });
  if (options.once) return;
  say(
    `Dashboard     ${dashboard}\n              (the link signs in once, within 15 minutes; each start makes another)\n`,
  );
  say(`${describeTrials(announcement)}\n\nEverything is up. Ctrl-C stops it; npm start continues with the same data.`);
  await Promise.race([aborted(signal), lost.promise]);
}

function publicFields({ id, entry_id, entry_name, repo_full_name, skill_path, tag_pattern }: ListedConnection) {
  return { id, entry_id, entry_name, repo_full_name, skill_path, tag_pattern };
}

/** The signal aborts at the first of SIGINT, SIGTERM, SIGHUP and the end of the bootstrap that started this process. */
function stopOnSignals(): AbortController {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => stopping.abort());
  }
  process.on('disconnect', () => stopping.abort());
  // Listening alone would keep this process alive.
  process.channel?.unref();
  return stopping;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

try {
  await main();
} catch (error) {
  const expected = error instanceof StartError || error instanceof ConfigurationError;
  console.error(expected ? `waybill: ${error.message}` : error);
  process.exitCode = 1;
}
