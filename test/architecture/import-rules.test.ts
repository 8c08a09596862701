import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cruise, cruiseImports, projectFolder } from './cruise.ts';

/** What each rule has to catch: the planted file, what it imports, and the rule that must speak up. */
const probes: { rule: string; file: string; imports: string }[] = [
  { rule: 'no-cycles', file: 'adapters/koa/probe-about.ts', imports: './probe-round.ts' },
  { rule: 'no-unresolved', file: 'adapters/koa/probe-missing.ts', imports: './nowhere.ts' },
  { rule: 'no-undeclared-package', file: 'adapters/koa/probe-undeclared.ts', imports: 'acorn' },
  { rule: 'no-dev-package-in-source', file: 'adapters/koa/probe-dev.ts', imports: 'vitest' },
  { rule: 'no-test-in-source', file: 'adapters/koa/probe-test.ts', imports: '../../test/support/thing.ts' },
  { rule: 'no-test-in-source', file: 'adapters/koa/probe-spec.ts', imports: './thing.test.ts' },
  { rule: 'no-apps-below', file: 'adapters/koa/probe-app.ts', imports: '../../apps/thing.ts' },
  { rule: 'no-apps-below', file: 'migrations/probe-app.ts', imports: '../apps/thing.ts' },
  ...['access', 'installations', 'registry', 'connections', 'deliveries'].map((context) => ({
    rule: `domain-${context}`,
    file: `domain/${context}/probe-publishing.ts`,
    imports: '../publishing/thing.ts',
  })),
  { rule: 'domain-shared', file: 'domain/shared/probe-context.ts', imports: '../access/thing.ts' },
  { rule: 'domain-publishing', file: 'domain/publishing/probe-access.ts', imports: '../access/thing.ts' },
  { rule: 'domain-previews', file: 'domain/previews/probe-access.ts', imports: '../access/thing.ts' },
  { rule: 'domain-context-declared', file: 'domain/billing/probe-new.ts', imports: '../shared/thing.ts' },
  { rule: 'domain-is-pure', file: 'domain/access/probe-node.ts', imports: 'node:fs' },
  { rule: 'domain-is-pure', file: 'domain/access/probe-zod.ts', imports: 'zod' },
  { rule: 'domain-is-pure', file: 'domain/access/probe-port.ts', imports: '../../ports/access/thing.ts' },
  { rule: 'ports-know-the-domain', file: 'ports/access/probe-zod.ts', imports: 'zod' },
  { rule: 'ports-know-the-domain', file: 'ports/access/probe-node.ts', imports: 'node:crypto' },
  {
    rule: 'ports-know-the-domain',
    file: 'ports/access/probe-workflow.ts',
    imports: '../../workflows/durable-steps.ts',
  },
  { rule: 'processes-stay-in-the-sandbox', file: 'workflows/a/probe-node.process.ts', imports: 'node:crypto' },
  { rule: 'processes-stay-in-the-sandbox', file: 'workflows/a/probe-semver.process.ts', imports: 'semver' },
  {
    rule: 'processes-stay-in-the-sandbox',
    file: 'workflows/a/probe-port.process.ts',
    imports: '../../ports/access/thing.ts',
  },
  { rule: 'processes-stay-in-the-sandbox', file: 'workflows/a/probe-steps.process.ts', imports: './thing.steps.ts' },
  { rule: 'workflows-know-ports', file: 'workflows/a/probe-node.use-case.ts', imports: 'node:crypto' },
  { rule: 'workflows-know-ports', file: 'workflows/a/probe-zod.steps.ts', imports: 'zod' },
  { rule: 'workflows-know-ports', file: 'workflows/a/probe-adapter.steps.ts', imports: '../../adapters/git/thing.ts' },
  { rule: 'steps-know-no-use-case', file: 'workflows/a/probe-case.steps.ts', imports: './thing.use-case.ts' },
  { rule: 'adapters-know-no-adapter', file: 'adapters/koa/probe-git.ts', imports: '../git/thing.ts' },
  {
    rule: 'adapters-know-no-workflow',
    file: 'adapters/git/probe-case.ts',
    imports: '../../workflows/a/thing.use-case.ts',
  },
  { rule: 'koa-knows-no-process', file: 'adapters/koa/probe-steps.ts', imports: '../../workflows/a/thing.steps.ts' },
  { rule: 'adapters-know-no-migration', file: 'adapters/git/probe-migration.ts', imports: '../../migrations/thing.ts' },
  {
    rule: 'dashboard-knows-the-api',
    file: 'apps/dashboard/src/probe-port.ts',
    imports: '../../../ports/access/thing.ts',
  },
  {
    rule: 'dashboard-knows-the-api',
    file: 'apps/dashboard/src/probe-koa.ts',
    imports: '../../../adapters/git/thing.ts',
  },
  { rule: 'dashboard-runs-in-browsers', file: 'apps/dashboard/src/probe-node.ts', imports: 'node:crypto' },
  { rule: 'packages-of-browser', file: 'adapters/koa/probe-react.ts', imports: 'react' },
  { rule: 'packages-of-koa', file: 'adapters/git/probe-koa.ts', imports: 'koa' },
  { rule: 'packages-of-github', file: 'adapters/git/probe-octokit.ts', imports: '@octokit/core' },
  { rule: 'packages-of-postgres', file: 'adapters/git/probe-orm.ts', imports: '@mikro-orm/core' },
  { rule: 'packages-of-pg-driver', file: 'adapters/git/probe-pg.ts', imports: 'pg' },
  { rule: 'packages-of-temporal', file: 'adapters/git/probe-temporal.ts', imports: '@temporalio/client' },
  { rule: 'packages-of-s3', file: 'adapters/git/probe-s3.ts', imports: '@aws-sdk/client-s3' },
  { rule: 'packages-of-dbos', file: 'adapters/git/probe-dbos.ts', imports: '@dbos-inc/dbos-sdk' },
  {
    rule: 'simulator-stands-alone',
    file: 'apps/github-simulator/probe-domain.ts',
    imports: '../../domain/shared/thing.ts',
  },
  { rule: 'simulator-stands-alone', file: 'apps/github-simulator/probe-app.ts', imports: '../thing.ts' },
];

/** Imports that the rules allow, one for each border that may be crossed. */
const allowed: { file: string; imports: string }[] = [
  { file: 'domain/publishing/fine-registry.ts', imports: '../registry/thing.ts' },
  { file: 'domain/connections/fine-package.ts', imports: 'picomatch' },
  { file: 'domain/access/fine.test.ts', imports: 'vitest' },
  { file: 'ports/access/fine-domain.ts', imports: '../../domain/access/thing.ts' },
  { file: 'workflows/a/fine.process.ts', imports: '../durable-steps.ts' },
  { file: 'workflows/a/fine.steps.ts', imports: '../../ports/access/thing.ts' },
  { file: 'adapters/temporal/fine-process.ts', imports: '../../workflows/a/fine.process.ts' },
  { file: 'adapters/koa/fine-case.ts', imports: '../../workflows/a/thing.use-case.ts' },
  { file: 'adapters/postgres/fine-migration.ts', imports: '../../migrations/thing.ts' },
  { file: 'adapters/git/fine-node.ts', imports: 'node:child_process' },
  { file: 'apps/fine-adapter.ts', imports: '../adapters/git/thing.ts' },
];

/** What the planted files point to. */
const targets = [
  ...['access', 'installations', 'registry', 'publishing', 'shared'].map((context) => `domain/${context}/thing.ts`),
  'ports/access/thing.ts',
  'workflows/durable-steps.ts',
  'workflows/a/thing.steps.ts',
  'workflows/a/thing.use-case.ts',
  'adapters/git/thing.ts',
  'adapters/koa/thing.test.ts',
  'migrations/thing.ts',
  'apps/thing.ts',
  'test/support/thing.ts',
];

let checkout: string;
let found: Cruise;

beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'waybill-imports-'));
  for (const name of ['package.json', 'tsconfig.json', 'node_modules']) {
    await symlink(join(projectFolder, name), join(checkout, name));
  }
  for (const file of targets) await plant(file, 'export const thing = 1;\nexport type Thing = 1;\n');
  await plant('adapters/koa/probe-round.ts', importing('./probe-about.ts'));
  for (const { file, imports } of [...probes, ...allowed]) await plant(file, importing(imports));
  found = await cruiseImports(checkout);
});

afterAll(() => rm(checkout, { recursive: true, force: true }));

describe('each import rule speaks up', () => {
  test.each(probes)('$rule: $file imports $imports', ({ rule, file }) => {
    expect(rulesAgainst(file)).toContain(rule);
  });
});

test('a type-only import counts as an import', async () => {
  const file = 'domain/access/probe-type.ts';
  await plant(file, "import type { Thing } from '../../ports/access/thing.ts';\nexport type Probe = Thing;\n");
  found = await cruiseImports(checkout);
  expect(rulesAgainst(file)).toContain('domain-is-pure');
});

test.each(allowed)('no rule speaks against $file importing $imports', ({ file }) => {
  expect(rulesAgainst(file)).toEqual([]);
});

test('every rule has a probe', async () => {
  const { default: configuration } = await import(join(projectFolder, '.dependency-cruiser.js'));
  const rules: string[] = configuration.forbidden.map(({ name }: { name: string }) => name);
  expect(rules.filter((name) => !probes.some(({ rule }) => rule === name))).toEqual([]);
});

function rulesAgainst(file: string): string[] {
  return found.violations.filter(({ from }) => from === file).map(({ rule }) => rule);
}

async function plant(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(checkout, file)), { recursive: true });
  await writeFile(join(checkout, file), content);
}

function importing(specifier: string): string {
  return `import * as thing from '${specifier}';\nexport const probe = thing;\n`;
}
