import { rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CommandOptions, ensureCommand, type Installation } from '../../apps/command-installer/ensure-command.ts';
import { commandSays, runCommand } from '../../apps/command-installer/run-command.ts';

const version = '4.32.5';

/** Path of the `schemathesis` command, installed with pip into the cache folder if need be. Throws `CommandMissing`. */
export function ensureSchemathesis(options: CommandOptions): Promise<string> {
  const wanted = {
    title: 'schemathesis',
    program: 'schemathesis',
    variable: 'SCHEMATHESIS',
    isIt,
    ways: [{ name: 'pip install', install: pipInstall }],
    advice: [
      `install it (pip install schemathesis==${version}) and set SCHEMATHESIS to its path or put it on PATH;`,
      'with Python 3.10 or newer on PATH as python3 (and its module venv), it is installed by itself.',
    ].join('\n'),
  };
  return ensureCommand(wanted, options);
}

function isIt(path: string): Promise<boolean> {
  return commandSays(path, ['--version'], `schemathesis, version ${version}`);
}

/** Into a virtual environment of its own, with a link to its command. */
async function pipInstall({ target, env, log, signal }: Installation): Promise<string | undefined> {
  log(`Installing schemathesis ${version} with pip: once, about a minute ...`);
  const folder = join(dirname(target), '..', `schemathesis-${version}`);
  const commands = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  const made = await runCommand('python3', ['-m', 'venv', '--clear', folder], { env, signal });
  if (!made.ok) return made.problem;
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `schemathesis==${version}`];
  const installed = await runCommand(join(commands, 'python'), pip, { env, signal });
  if (!installed.ok) return installed.problem;
  await rm(target, { force: true });
  await symlink(join(commands, 'schemathesis'), target);
  return undefined;
}
