import { parseArgs } from 'node:util';
import { startGitHubSimulator } from './simulator.ts';

const usage = `node main.ts [--port 0] [--host 127.0.0.1] [--data .github-simulator] [--webhook-url URL]
Starts the GitHub simulator and prints one line of JSON: {baseUrl, apiUrl, gitUrl, app}. Ctrl-C stops it.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: '.github-simulator' },
      'webhook-url': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const webhookUrl = values['webhook-url'];
  const {
    control: _control,
    close,
    ...started
  } = await startGitHubSimulator({
    dataDir: values.data,
    port: parsePort(values.port),
    host: values.host,
    app: webhookUrl === undefined ? {} : { webhookUrl },
  });
  process.stdout.write(`${JSON.stringify(started)}\n`);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    close().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Error(`--port ${text} is not a port; give a number from 0 to 65535.`);
}

function fail(error: unknown): void {
  process.stderr.write(`github-simulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
