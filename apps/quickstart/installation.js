// Plain JavaScript without a dependency: it runs before anything is installed, on any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const oldestNode = 20;
/** From this version on, Node itself runs TypeScript as this project writes it. */
const projectNode = 24;
const oldestGit = [2, 31];

/** Something the person at the keyboard has to change; its message is the one line to show. */
export class SetupError extends Error {}

/** Throws a `SetupError` for the first of Node.js and git that is missing or too old. */
export function checkPrerequisites() {
  if (majorOf(process.versions.node) < oldestNode) {
    throw new SetupError(
      `Node.js ${process.versions.node} is too old: Waybill needs ${oldestNode} or newer (https://nodejs.org).`,
    );
  }
  const git = spawnSync('git', ['--version'], { encoding: 'utf8' });
  if (git.error || git.status !== 0) {
    throw new SetupError(
      'git was not found: install git 2.31 or newer (https://git-scm.com) and see that it is on PATH.',
    );
  }
  const [major, minor] = (/(\d+)\.(\d+)/.exec(git.stdout) ?? []).slice(1).map(Number);
  if (major < oldestGit[0] || (major === oldestGit[0] && minor < oldestGit[1])) {
    throw new SetupError(`${git.stdout.trim()} is too old: Waybill needs git ${oldestGit.join('.')} or newer.`);
  }
}

/**
 * Installs the packages of package-lock.json when they are not there yet, with the npm that runs this script.
 * Quiet when all is well; npm's own output is shown when it fails.
 */
export async function installPackages() {
  const reason = whyInstall();
  if (!reason) return;
  console.log(`Installing packages (${reason}): npm ci, half a minute to a few minutes ...`);
  const startedAt = Date.now();
  const { code, signal, output } = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel', 'error']);
  if (signal) process.exit(130);
  if (code !== 0) {
    process.stderr.write(output);
    throw new SetupError('npm ci failed, its output is above. Check the network, then run the same command again.');
  }
  console.log(`Packages installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

/** Path of the Node that runs the project: the one installed with the packages, else this one when it is new enough. */
export function projectNodePath() {
  const installed = installedNode();
  if (existsSync(installed) && spawnSync(installed, ['--version']).status === 0) return installed;
  if (majorOf(process.versions.node) >= projectNode) return process.execPath;
  throw new SetupError(
    `The packages hold no Node ${projectNode} for ${process.platform} ${process.arch}: run "npm rebuild node" ` +
      `(install scripts must be allowed), or install Node.js ${projectNode} yourself.`,
  );
}

function installedNode() {
  return join(projectFolder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

// npm notes what it installed in node_modules/.package-lock.json, as its last act.
function whyInstall() {
  const installedLock = join(projectFolder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return 'none are there yet';
  const installed = packagesOf(installedLock);
  const wanted = packagesOf(join(projectFolder, 'package-lock.json'));
  const differs = Object.entries(wanted).some(
    ([path, { version, optional }]) =>
      path !== '' && installed[path]?.version !== version && !(optional && !installed[path]),
  );
  return differs ? 'package-lock.json has changed' : undefined;
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

function runNpm(args) {
  // npm may run on a Node that is itself among the packages; the one that started npm stays where it is.
  const npmScript = process.env.npm_execpath;
  const ownNpm = npmScript && /npm-cli\.c?js$/.test(npmScript);
  const [command, allArgs] = ownNpm ? [outerNode(), [npmScript, ...args]] : ['npm', args];
  return new Promise((resolve, reject) => {
    const npm = spawn(command, allArgs, {
      cwd: projectFolder,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !ownNpm && process.platform === 'win32',
    });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    npm.stdout.on('data', keep);
    npm.stderr.on('data', keep);
    const forward = (signal) => npm.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, forward);
    npm.on('error', () => reject(new SetupError('npm was not found: it comes with Node.js (https://nodejs.org).')));
    npm.on('close', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM']) process.off(name, forward);
      resolve({ code, signal, output });
    });
  });
}

function outerNode() {
  const node = process.env.npm_node_execpath;
  return node && existsSync(node) ? node : process.execPath;
}

function majorOf(version) {
  return Number(version.split('.')[0]);
}
