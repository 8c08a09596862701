// Who may import whom. `npm run check` holds every import against these rules, through
// test/architecture/check-imports.ts; a probe for each stands in test/architecture/import-rules.test.ts.

/** The domain's contexts, and the other contexts whose terms each may use. No context is on both ends of a path. */
const domainContexts = {
  shared: [],
  access: ['shared'],
  installations: ['shared'],
  registry: ['shared'],
  connections: ['shared', 'installations'],
  deliveries: ['shared', 'installations', 'connections'],
  publishing: ['shared', 'installations', 'connections', 'deliveries', 'registry'],
  previews: ['shared', 'installations', 'connections', 'deliveries', 'registry', 'publishing'],
};

/** Each technology's packages, and the places that may know it. */
const packagesOf = {
  koa: { packages: '(@koa/|koa|busboy|co-body|prom-client|rate-limiter)', places: '(adapters/koa|apps)' },
  github: { packages: '@octokit/', places: '(adapters/github|apps)' },
  postgres: { packages: '(@mikro-orm/|kysely)', places: '(adapters/postgres|migrations|apps)' },
  'pg-driver': { packages: 'pg/', places: '(adapters/(postgres|dbos)|apps)' },
  temporal: { packages: '@temporalio/', places: '(adapters/temporal|apps)' },
  s3: { packages: '@aws-sdk/', places: '(adapters/artifacts|apps)' },
  dbos: { packages: '@dbos-inc/', places: '(adapters/dbos|apps)' },
  browser: {
    packages: '(@primer/|@tanstack/|openapi-fetch/|openapi-react-query/|react|recharts/|remark-)',
    places: 'apps/dashboard/src',
  },
};

const tests = '(^test/|/testing/|\\.test\\.ts$)';
const npm = (names) => `(^|/)node_modules/(@types/)?${names}`;
const ours = '^(domain|ports|workflows|adapters|apps|migrations|test)/';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const domainRules = Object.entries(domainContexts).map(([context, others]) =>
  rule(
    `domain-${context}`,
    `domain/${context} knows ${others.map((other) => `domain/${other}`).join(', ') || 'no other context'}.`,
    { path: `^domain/${context}/`, pathNot: tests },
    { path: '^domain/', pathNot: `^domain/(${[context, ...others].join('|')})/` },
  ),
);

const technologyRules = Object.entries(packagesOf).map(([technology, { packages, places }]) =>
  rule(
    `packages-of-${technology}`,
    `Only ${places} may know the packages of ${technology}.`,
    { path: ours, pathNot: [tests, `^${places}/`] },
    { path: npm(packages) },
  ),
);

export default {
  forbidden: [
    rule('no-cycles', 'Modules that import each other are one module.', {}, { circular: true }),
    rule('no-unresolved', 'An import that leads nowhere is not checked either.', {}, { couldNotResolve: true }),
    rule(
      'no-undeclared-package',
      'A package is named in package.json before it is used.',
      { path: ours },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'no-dev-package-in-source',
      'What runs in production is a dependency, not a development dependency. The dashboard is built before.',
      { path: ours, pathNot: [tests, '^apps/dashboard/'] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule('no-test-in-source', 'Sources do not know tests.', { path: ours, pathNot: tests }, { path: tests }),
    rule(
      'no-apps-below',
      'Composition roots stand on top: nothing but tests imports them.',
      { path: '^(domain|ports|workflows|adapters|migrations)/', pathNot: tests },
      { path: '^apps/' },
    ),
    ...domainRules,
    rule(
      'domain-context-declared',
      'Each context of the domain is named in the list of contexts above.',
      { path: '^domain/', pathNot: [tests, `^domain/(${Object.keys(domainContexts).join('|')})/`] },
      {},
    ),
    rule(
      'domain-is-pure',
      'The domain knows itself, picomatch and semver: no I/O, no clock, no Node.',
      { path: '^domain/', pathNot: tests },
      { pathNot: ['^domain/', npm('(picomatch|semver)/')] },
    ),
    rule(
      'ports-know-the-domain',
      'Ports are types in terms of the domain, without packages.',
      { path: '^ports/', pathNot: tests },
      { pathNot: ['^domain/', '^ports/'] },
    ),
    rule(
      'processes-stay-in-the-sandbox',
      'A process knows the domain and durable-steps.ts only: it runs in the sandbox of Temporal too.',
      { path: '^workflows/.+\\.process\\.ts$' },
      { pathNot: ['^domain/', '^workflows/durable-steps\\.ts$'] },
    ),
    rule(
      'workflows-know-ports',
      'Steps and use cases know domain, ports and each other; the world is behind ports.',
      { path: '^workflows/', pathNot: tests },
      { pathNot: ['^domain/', '^ports/', '^workflows/'] },
    ),
    rule(
      'steps-know-no-use-case',
      'Steps belong to a process; what a request does at once is above them.',
      { path: '^workflows/.+\\.steps\\.ts$' },
      { path: '\\.use-case\\.ts$' },
    ),
    rule(
      'adapters-know-no-adapter',
      'Adapters are put together in apps.',
      { path: '^adapters/([^/]+)/', pathNot: tests },
      { path: '^adapters/', pathNot: '^adapters/$1/' },
    ),
    rule(
      'adapters-know-no-workflow',
      'Only the engines (temporal, dbos) know processes, and koa the use cases.',
      { path: '^adapters/', pathNot: [tests, '^adapters/(temporal|dbos|koa)/'] },
      { path: '^workflows/' },
    ),
    rule(
      'koa-knows-no-process',
      'HTTP calls use cases; processes and steps are started by them.',
      { path: '^adapters/koa/', pathNot: tests },
      { path: '^workflows/.+\\.(process|steps)\\.ts$' },
    ),
    rule(
      'adapters-know-no-migration',
      'Migrations belong to the database.',
      { path: '^(adapters|domain|ports|workflows)/', pathNot: [tests, '^adapters/postgres/'] },
      { path: '^migrations/' },
    ),
    ...technologyRules,
    rule(
      'dashboard-knows-the-api',
      'The dashboard knows the API by its description, and pure rules of the domain.',
      { path: '^apps/dashboard/src/' },
      { path: ours, pathNot: ['^apps/dashboard/src/', '^domain/'] },
    ),
    rule(
      'dashboard-runs-in-browsers',
      'Node is not there.',
      { path: '^apps/dashboard/src/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'simulator-stands-alone',
      'apps/github-simulator imports nothing of ours: it can be published by itself.',
      { path: '^apps/github-simulator/', pathNot: tests },
      { path: ours, pathNot: '^apps/github-simulator/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/dashboard/\\.?dist' },
    // Type-only imports count: a type that crosses a border is knowledge that crosses it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts', '.d.mts'],
    },
  },
};
