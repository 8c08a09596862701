// What `npm start` runs. It looks after what must be there first, then hands over to quickstart.ts on the project's Node.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { checkPrerequisites, installPackages, projectFolder, projectNodePath, SetupError } from './installation.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

try {
  checkPrerequisites();
  await installPackages();
  process.exitCode = await runQuickstart(projectNodePath(), process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`waybill: ${error.message}`);
  process.exitCode = 1;
}

/**
 * Runs the quickstart until it ends and gives its exit code. It sits in a process group of its own, so that a
 * terminal's Ctrl-C reaches it once, through here; the IPC channel tells it when this process is gone.
 */
function runQuickstart(node, args) {
  const quickstart = spawn(node, [join(projectFolder, 'apps', 'quickstart', 'quickstart.ts'), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
  const servers = new Set();
  quickstart.on('message', ({ server }) => servers.add(server));
  for (const signal of signals) process.on(signal, () => quickstart.kill(signal));
  if (process.env.npm_lifecycle_event) whenParentEnds(() => quickstart.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    quickstart.on('error', reject);
    quickstart.on('exit', (code, signal) => {
      // Killed, it could not stop the servers it had started.
      if (signal) for (const pid of servers) stopServer(pid);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** npm passes a signal to its shell, which may end without passing it on. */
function whenParentEnds(act) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 500);
  watch.unref();
}

function stopServer(pid) {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It has ended by itself.
  }
}
