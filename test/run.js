// What `npm test` runs: installs what is missing, checks, tests, and closes with one line of counts. Plain JavaScript,
// since it runs before anything is installed. `--checks` leaves the tests out; other arguments go to vitest.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  checkPrerequisites,
  installPackages,
  projectFolder,
  projectNodePath,
  SetupError,
} from '../apps/quickstart/installation.js';

const checks = [
  {
    name: 'format and lint',
    script: '@biomejs/biome/bin/biome',
    args: ['ci', '--reporter=summary', '--max-diagnostics=none', '--error-on-warnings'],
  },
  { name: 'types', script: 'typescript/bin/tsc', args: ['-p', 'tsconfig.json', '--pretty', 'false'] },
  {
    name: 'dashboard types',
    script: 'typescript/bin/tsc',
    args: ['-p', 'apps/dashboard/tsconfig.json', '--pretty', 'false'],
  },
  { name: 'api types', script: '../apps/dashboard/api-types.ts', args: ['--check'] },
  { name: 'import rules', script: '../test/architecture/check-imports.ts', args: [] },
  { name: 'unused code', script: 'knip/bin/knip.js', args: ['--no-progress'] },
];

const commands = [
  { name: 'temporal server', script: 'apps/temporal-cli/main.ts', variable: 'TEMPORAL_CLI' },
  { name: 's3 server', script: 'test/support/install-versitygw.ts', variable: 'VERSITYGW' },
  { name: 'browser', script: 'test/support/install-browser.ts', variable: 'CHROMIUM' },
];

const args = process.argv.slice(2);
const onlyChecks = args.includes('--checks');
const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exitCode = 130;
  });
}

try {
  checkPrerequisites();
  await installPackages();
  const node = projectNodePath();
  const failedChecks = [];
  for (const check of checks) if (!(await runCheck(node, check))) failedChecks.push(check.name);
  if (failedChecks.length > 0) process.exitCode = 1;
  if (!onlyChecks) await runTests(node, args, failedChecks);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`waybill: ${error.message}`);
  process.exitCode = 1;
}

/** Runs a check; its output is shown when it fails. */
async function runCheck(node, { name, script, args: checkArgs }) {
  const startedAt = Date.now();
  const { code, output } = await run(node, [join(projectFolder, 'node_modules', script), ...checkArgs]);
  if (code !== 0) process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${seconds(startedAt)}`);
  return code === 0;
}

/** Runs the tests, with the commands that they need at hand; the last line of all is the count. */
async function runTests(node, vitestArgs, failedChecks) {
  const env = {};
  for (const { name, script, variable } of commands) {
    const path = await findCommand(node, name, script);
    if (path) env[variable] = path;
    else failedChecks.push(name);
  }
  const startedAt = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'waybill-report-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
  const { code } = await run(node, [vitest, 'run', ...reporters, ...vitestArgs], {
    show: true,
    env,
  });
  const { passed, failed, skipped } = await countTests(report);
  await rm(folder, { recursive: true, force: true });
  if (code !== 0 || failed > 0 || passed === 0 || failedChecks.length > 0) process.exitCode ||= 1;
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${'tests'.padEnd(16)} ${seconds(startedAt)}`);
  if (failedChecks.length > 0) console.log(`FAILED checks: ${failedChecks.join(', ')}`);
  console.log(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
}

/** The path of a command, installed if need be; undefined (and told) when it cannot be had. */
async function findCommand(node, name, script) {
  const startedAt = Date.now();
  const { code, stdout } = await run(node, [join(projectFolder, script)], { showErrors: true });
  const path = stdout.trim();
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${seconds(startedAt)}  ${path}`);
  return code === 0 ? path : undefined;
}

/** A file that could not even be loaded counts as one failed test. */
async function countTests(reportPath) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  let report;
  try {
    report = JSON.parse(await readFile(reportPath, 'utf8'));
  } catch {
    return counts;
  }
  for (const { status, assertionResults } of report.testResults) {
    for (const test of assertionResults) counts[test.status in counts ? test.status : 'skipped'] += 1;
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) counts.failed += 1;
  }
  return counts;
}

function run(command, commandArgs, { show = false, showErrors = show, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArgs, {
      cwd: projectFolder,
      env: { ...cleanEnvironment(), ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', showErrors ? 'inherit' : 'pipe'],
    });
    running.add(child);
    let stdout = '';
    let output = '';
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, stdout, output });
    });
  });
}

/** Without what git hooks and npm set for their own purposes, with the project's commands first on PATH. */
function cleanEnvironment() {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, INIT_CWD, ...environment } = process.env;
  const path = [join(projectFolder, 'node_modules', '.bin'), environment.PATH].join(delimiter);
  return { ...environment, PATH: path };
}

function seconds(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}
