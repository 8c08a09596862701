import { access, constants, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join, posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { cacheFolder, type Environment } from '../../apps/command-installer/cache-folder.ts';
import { CommandMissing, type CommandOptions } from '../../apps/command-installer/ensure-command.ts';
import { withInstallLock } from '../../apps/command-installer/install-lock.ts';
import { commandSays, runCommand } from '../../apps/command-installer/run-command.ts';

const variables = ['CHROMIUM', 'CHROME_PATH'];
const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const longestInstallMs = 15 * 60_000;
const isRoot = process.getuid?.() === 0;

/**
 * Path of a Chromium or Chrome: what `CHROMIUM` or `CHROME_PATH` names, else on `PATH`, where the platform keeps it, or
 * what playwright downloaded; where there is none, it is installed. Throws `CommandMissing`.
 */
export async function ensureBrowser({ env, log, signal }: CommandOptions): Promise<string> {
  const found = await findBrowser(env);
  if (found) return found;
  await mkdir(cacheFolder(env), { recursive: true });
  return withInstallLock(join(cacheFolder(env), 'browser.lock'), { log, signal }, async () => {
    const tried: string[] = [];
    for (const { name, install } of ways) {
      signal?.throwIfAborted();
      const problem = await install({ env, log, signal });
      const installed = problem === undefined ? await findBrowser(env) : undefined;
      if (installed) return installed;
      tried.push(`${name}: ${problem ?? 'what was installed is no browser that runs here'}`);
    }
    throw new CommandMissing(
      [
        'A browser for the tests is not installed and could not be had.',
        `Looked for: ${variables.join(', ')} (not set), ${browserPlaces(env).join(', ')}.`,
        `Tried: ${tried.join('; ')}.`,
        'What to do: install Chromium or Chrome, and set CHROMIUM to its path unless it is on PATH;',
        'on Debian: apt-get install chromium; elsewhere: npx playwright-core install --no-shell chromium.',
      ].join('\n'),
    );
  });
}

/** Starts a browser with an empty profile of its own, which is removed when it closes. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await ensureBrowser({ env: process.env, log: (line) => console.error(line) });
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  const args = ['--disable-gpu', '--disable-quic', ...quiet];
  // Root has no sandbox; everybody else keeps it.
  return chromium.launch({ executablePath, headless: true, chromiumSandbox: !isRoot, args });
}

/** Where a browser may stand, the likeliest first. */
export function browserPlaces(env: Environment, platform: NodeJS.Platform = process.platform): string[] {
  const suffix = platform === 'win32' ? '.exe' : '';
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => commands.map((command) => join(folder, command + suffix)));
  return [...onPath, ...platformPlaces(env, platform), chromium.executablePath()];
}

function platformPlaces(env: Environment, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Google Chrome for Testing'];
    const homes = ['/Applications', posix.join(env.HOME || homedir(), 'Applications')];
    return homes.flatMap((home) => names.map((name) => posix.join(home, `${name}.app/Contents/MacOS/${name}`)));
  }
  if (platform === 'win32') {
    const homes = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((home) => home !== undefined);
    return homes.map((home) => win32.join(home, 'Google', 'Chrome', 'Application', 'chrome.exe'));
  }
  return ['/opt/google/chrome/chrome', '/snap/bin/chromium'];
}

async function findBrowser(env: Environment): Promise<string | undefined> {
  for (const variable of variables) {
    const named = env[variable];
    if (!named) continue;
    if (await isBrowser(named)) return named;
    throw new CommandMissing(`${variable} is ${named}, which is no Chromium or Chrome that runs here.`);
  }
  for (const place of browserPlaces(env)) if (await isBrowser(place)) return place;
  return undefined;
}

async function isBrowser(path: string): Promise<boolean> {
  // On Windows, `chrome.exe --version` opens a window instead of answering.
  if (process.platform !== 'win32') return commandSays(path, ['--version'], 'Chrom');
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

const ways: { name: string; install: (options: CommandOptions) => Promise<string | undefined> }[] = [
  { name: 'apt-get', install: installByApt },
  { name: 'playwright', install: installByPlaywright },
];

/** Gives what went wrong, or nothing. */
async function installByApt({ env, log, signal }: CommandOptions): Promise<string | undefined> {
  const apt = await runCommand('apt-get', ['--version'], { env });
  if (!apt.ok) return apt.problem;
  if (!isRoot) return 'only root may install packages';
  log('Installing the browser of the tests with apt-get: once, about 100 MB ...');
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, signal, timeout: longestInstallMs };
  const updated = await runCommand('apt-get', ['update'], options);
  if (!updated.ok) return updated.problem;
  const packages = ['chromium', 'fonts-liberation'];
  const installed = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  return installed.ok ? undefined : installed.problem;
}

/** Gives what went wrong, or nothing. The packages that a browser needs are installed too where that is allowed. */
async function installByPlaywright({ env, log, signal }: CommandOptions): Promise<string | undefined> {
  log('Downloading the browser of the tests with playwright: once, about 200 MB ...');
  const program = fileURLToPath(import.meta.resolve('playwright-core/package.json')).replace(
    /package\.json$/,
    'cli.js',
  );
  const withPackages = isRoot && process.platform === 'linux' ? ['--with-deps'] : [];
  const args = [program, 'install', '--no-shell', ...withPackages, 'chromium'];
  const installed = await runCommand(process.execPath, args, { env, signal, timeout: longestInstallMs });
  return installed.ok ? undefined : installed.problem;
}
