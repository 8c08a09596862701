import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CommandMissing } from '../../apps/command-installer/ensure-command.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { attemptDone, connectRepository, newAccount, push, skillFile } from '../support/skill-repository.ts';
import { startWaybillSystem, type WaybillSystem } from '../support/waybill-system.ts';
import { ensureSchemathesis } from './schemathesis-command.ts';

// `npm run fuzz`: the real service, asked by schemathesis for all that its OpenAPI description says, and for what it
// forbids, with an owner's key. Exit code 1: an answer was a 5xx, or not as described. Further options of schemathesis
// follow a second `--`.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    examples: { type: 'string', default: '40' },
    minutes: { type: 'string', default: '30' },
  },
});

try {
  process.exitCode = await fuzz(await ensureSchemathesis({ env: process.env, log: (line) => console.error(line) }));
} catch (error) {
  if (!(error instanceof CommandMissing)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function fuzz(command: string): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const postgres = await startPostgres();
  stack.defer(() => postgres.stop());
  // Every request counts, none is refused for coming too soon.
  const settings = { RATE_LIMIT_PER_MINUTE: '0', RATE_LIMIT_ANONYMOUS_PER_MINUTE: '0', LOG_LEVEL: 'error' };
  const system = await startWaybillSystem({ postgres, temporal: null, settings });
  stack.defer(() => system.close());
  const folder = await mkdtemp(join(tmpdir(), 'waybill-fuzz-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const settingsFile = join(folder, 'schemathesis.toml');
  await writeFile(
    settingsFile,
    `${await readFile(beside('schemathesis.toml'), 'utf8')}\n${await dictionaries(system)}`,
  );
  console.log(`schemathesis: seed ${values.seed}, ${values.examples} examples for each operation of ${system.url}`);
  const code = await schemathesis(command, system, settingsFile);
  const errors = system.server
    .output()
    .split('\n')
    .filter((line) => /"level":(50|60)/.test(line));
  for (const error of new Set(errors.map(firstLines))) console.log(`The service's log: ${error}`);
  // A call may have revoked the key; from then on nothing but refusals was seen.
  const { status } = await system.api.request('GET', '/api/v1/organization');
  if (status !== 200) console.log(`The key of the run does not work any more (${status}): take another seed.`);
  console.log(`To see the same again: npm run fuzz -- --seed ${values.seed} --examples ${values.examples}`);
  return status === 200 ? code : 1;
}

/** Makes samples, and gives what they are called, as TOML: connections, attempts of any outcome, entries, versions. */
async function dictionaries(system: WaybillSystem): Promise<string> {
  const spare = await newAccount(system, 'spare');
  const spareInstallation = (await system.api.installations()).find((it) => it.account_login === spare.login);
  const disposable = await connectRepository(system, { name: 'disposable' });
  const repositories = [];
  for (const name of ['fuzzed', 'fuzzed-too', 'fuzzed-as-well']) {
    const repository = await connectRepository(system, { name });
    repositories.push(repository);
    for (const text of [skillFile(name, 'One.'), skillFile(name, 'Two.'), 'No front matter.\n']) {
      const commit = await push(system, repository, { 'SKILL.md': text });
      await attemptDone(system, repository, { ref: 'refs/heads/main', commit });
    }
  }
  const versions = await Promise.all(repositories.map(({ entryId }) => system.api.versions(entryId)));
  const words: Record<string, readonly (string | number)[]> = {
    connections: repositories.map(({ connectionId }) => connectionId),
    disposableConnections: [disposable.connectionId],
    disposableInstallations: [spareInstallation?.id ?? ''],
    entries: repositories.map(({ entryId }) => entryId),
    repositories: repositories.map(({ owner, name }) => `${owner}/${name}`),
    installations: [String(system.installationId)],
    installationNumbers: [system.installationId],
    attempts: (await system.api.attempts({})).map(({ id }) => id),
    versions: versions.flat().map(({ version }) => version),
  };
  return Object.entries(words)
    .map(([name, list]) => `[dictionaries.${name}]\nvalues = ${JSON.stringify(list)}\n`)
    .join('\n');
}

/** The run's own key and member, and the installation of the samples. */
async function keptIds(system: WaybillSystem): Promise<string[]> {
  const keys = await system.rows<{ id: string; member_id: string }>('select id, member_id from api_keys');
  const installations = await system.api.installations();
  const own = installations.filter((it) => it.installation_id === system.installationId);
  return [...keys.flatMap((key) => [key.id, key.member_id]), ...own.map(({ id }) => id)];
}

async function schemathesis(command: string, system: WaybillSystem, settingsFile: string): Promise<number> {
  const args = ['--config-file', settingsFile, 'run', `${system.url}/api/v1/openapi.json`];
  args.push('--seed', values.seed, '--max-examples', values.examples, '--no-color', ...positionals);
  const env = {
    ...process.env,
    WAYBILL_FUZZ_KEY: system.environment.WAYBILL_FIRST_API_KEY,
    WAYBILL_FUZZ_WEBHOOK_SECRET: system.webhookSecret,
    WAYBILL_FUZZ_KEPT_IDS: (await keptIds(system)).join(','),
    WAYBILL_FUZZ_HOOKS: beside('hooks.py'),
  };
  // Where the settings are: it keeps examples in the folder that it is started in.
  const child = spawn(command, args, { cwd: dirname(settingsFile), env, stdio: 'inherit' });
  const limit = setTimeout(() => {
    console.log(`Broken off after ${values.minutes} minutes: give it more --minutes, or fewer --examples.`);
    child.kill('SIGKILL');
  }, Number(values.minutes) * 60_000);
  // What was started is stopped when the child has ended; Ctrl-C reaches the child by itself, and it tells what it found.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGKILL'));
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    clearTimeout(limit);
  }
}

function beside(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** The request ids and times of a log line left out, so that the same errors are told once. */
function firstLines(line: string): string {
  const { error, err, msg } = JSON.parse(line) as { error?: string; err?: { stack?: string }; msg?: string };
  return [msg, ...(error ?? err?.stack ?? '').split('\n').slice(0, 12)].join('\n  ');
}
