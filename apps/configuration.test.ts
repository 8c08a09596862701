import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigurationError, readConfiguration } from './configuration.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

const { privateKey: ecKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'sec1', format: 'pem' },
});

const good = {
  DATABASE_URL: 'postgresql://waybill:secret@127.0.0.1:5432/waybill',
  GITHUB_APP_ID: '1234567',
  GITHUB_APP_PRIVATE_KEY: privateKey,
  GITHUB_WEBHOOK_SECRET: 'a long random secret',
};

function problemsOf(changed: Record<string, string | undefined>): string[] {
  try {
    readConfiguration({ ...good, ...changed });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe('the configuration', () => {
  test('needs four variables, and has a default for each other one', () => {
    expect(readConfiguration(good)).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: null,
      temporal: null,
      temporalUi: null,
      brand: 'selftune',
      deliveryRetentionDays: 30,
      packageLimits: { maxFiles: 1024 },
      github: { apiUrl: 'https://api.github.com', gitUrl: 'https://github.com' },
    });
  });

  test('takes empty variables for unset', () => {
    expect(readConfiguration({ ...good, PORT: '', TEMPORAL_ADDRESS: '', PUBLIC_URL: '' }).port).toBe(8080);
  });

  test.each([
    ['real line ends', privateKey],
    ['escaped line ends', privateKey.replaceAll('\n', '\\n')],
    ['base64', Buffer.from(privateKey).toString('base64')],
  ])('takes a private key with %s', (_, key) => {
    const { github } = readConfiguration({ ...good, GITHUB_APP_PRIVATE_KEY: key });
    expect(github.privateKeyPem).toBe(privateKey);
  });

  test('takes the private key from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'waybill-key-')), 'key.pem');
    writeFileSync(file, privateKey);
    const { github } = readConfiguration({
      ...good,
      GITHUB_APP_PRIVATE_KEY: undefined,
      GITHUB_APP_PRIVATE_KEY_FILE: file,
    });
    expect(github.privateKeyPem).toBe(privateKey);
  });

  test('derives where git clones from on GitHub Enterprise Server', () => {
    const { github } = readConfiguration({ ...good, GITHUB_API_URL: 'https://git.example.com/api/v3/' });
    expect(github).toMatchObject({ apiUrl: 'https://git.example.com/api/v3', gitUrl: 'https://git.example.com' });
  });

  test('knows where the App is installed by its own name for it, or by the one of the dashboard’s', () => {
    const installUrlOf = (over: Record<string, string>) => readConfiguration({ ...good, ...over }).github.installUrl;
    const ours = 'https://github.com/apps/ours/installations/new';
    const dashboards = 'https://github.com/apps/dashboards/installations/new';
    expect(installUrlOf({})).toBeUndefined();
    expect(installUrlOf({ NEXT_PUBLIC_GITHUB_APP_INSTALL_URL: dashboards })).toBe(dashboards);
    const both = { GITHUB_APP_INSTALL_URL: ours, NEXT_PUBLIC_GITHUB_APP_INSTALL_URL: dashboards };
    expect(installUrlOf(both)).toBe(ours);
  });

  test('names every missing variable in a line of its own', () => {
    const missing = Object.fromEntries(Object.keys(good).map((name) => [name, undefined]));
    const problems = problemsOf({ ...missing, GITHUB_APP_PRIVATE_KEY: privateKey });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'DATABASE_URL',
      'GITHUB_APP_ID',
      'GITHUB_WEBHOOK_SECRET',
    ]);
  });

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'waybill.example.com'],
    ['TRUSTED_PROXIES', 'yes'],
    ['DATABASE_URL', 'mysql://127.0.0.1/waybill'],
    ['DATABASE_URL', 'postgresql://waybill:a@b@[c/waybill'],
    ['DATABASE_URL', 'postgresql://waybill:100%secret@127.0.0.1/waybill'],
    ['DATABASE_URL', 'postgresql://waybill:secret@127.0.0.1:99999/waybill'],
    ['ARTIFACTS_URL', 's3://bucket?region=Nowhere'],
    ['ARTIFACTS_DOWNLOADS', 'direct'],
    ['ARTIFACTS_URL', 'file://var/lib/waybill'],
    ['ARTIFACTS_URL', 'file:///var/%zz'],
    ['TEMPORAL_ADDRESS', '127.0.0.1:99999'],
    ['GITHUB_APP_PRIVATE_KEY', ecKey],
    ['GITHUB_GIT_URL', 'https://me:secret@github.com'],
    ['PUBLIC_URL', 'https://waybill.example.com/?a=b'],
    ['TEMPORAL_ADDRESS', 'http://127.0.0.1:7233'],
    ['TEMPORAL_UI_URL', '127.0.0.1:8233'],
    ['GITHUB_APP_ID', 'my-app'],
    ['GITHUB_APP_PRIVATE_KEY', 'no key'],
    ['GITHUB_APP_PRIVATE_KEY_PREVIOUS', 'no key'],
    ['GITHUB_WEBHOOK_SECRET', 'short'],
    ['GITHUB_WEBHOOK_SECRET_PREVIOUS', 'short'],
    ['GITHUB_API_URL', 'api.github.com'],
    ['TENANCY', 'many'],
    ['DEFAULT_PLAN', 'gold'],
    ['WRITE_BACK_BRAND', 'Self Tune'],
    ['SIGNING_KEY', 'short'],
    ['WAYBILL_FIRST_API_KEY', 'secret'],
    ['WAYBILL_FIRST_API_KEY', `st_live_${'a'.repeat(129)}`],
    ['PACKAGE_MAX_FILES', '0'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is refused in one line that names it and never shows a secret', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} `));
    expect(problems[0]).not.toContain('\n');
    expect(problems[0]).not.toMatch(/a@b|100%secret|me:secret|Invalid option|expected string/);
  });

  test('takes Temporal’s own pages with the namespace', () => {
    const temporal = { TEMPORAL_UI_URL: 'https://temporal.example.com/', TEMPORAL_NAMESPACE: 'skills' };
    const { temporalUi } = readConfiguration({ ...good, ...temporal });
    expect(temporalUi).toEqual({ url: 'https://temporal.example.com', namespace: 'skills' });
  });

  test('a certificate without its key is refused', () => {
    const temporal = { TEMPORAL_ADDRESS: '127.0.0.1:7233', TEMPORAL_TLS_CERT_FILE: '/etc/ssl/client.pem' };
    expect(problemsOf(temporal)).toEqual([
      'TEMPORAL_TLS_CERT_FILE and TEMPORAL_TLS_KEY_FILE go together: set both or neither',
    ]);
  });

  test('a key file that is not there is named', () => {
    const [problem] = problemsOf({
      GITHUB_APP_PRIVATE_KEY: undefined,
      GITHUB_APP_PRIVATE_KEY_FILE: '/nowhere/key.pem',
    });
    expect(problem).toContain('GITHUB_APP_PRIVATE_KEY_FILE names a file that cannot be read');
  });
});
