import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PackageLimits } from '../domain/publishing/package-rules.ts';
import type { ArtifactsPlace } from './artifacts-url.ts';
import { type Environment, environmentSchema } from './environment.ts';

/** One line per problem: the variable's name, what is wrong with it, and an example. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

export type TemporalTls = {
  serverNameOverride?: string;
  serverRootCACertificate?: Buffer;
  clientCertPair?: { crt: Buffer; key: Buffer };
};

export type TemporalConfiguration = {
  address: string;
  namespace: string;
  taskQueue: string;
  /** Whether the server process runs a worker too; else `apps/worker` does. */
  workerInServer: boolean;
  /** Files' contents, PEM; false: no TLS. */
  tls: TemporalTls | false;
};

export type Configuration = {
  port: number;
  host: string;
  /** Without a slash at the end; null: the address that the server listens on. */
  publicUrl: string | null;
  trustedProxies: number;
  /** Requests a minute that one server takes; 0: any number. */
  rateLimits: { perKey: number; perAddress: number };
  dataDir: string;
  databaseUrl: string;
  artifacts: ArtifactsPlace;
  /** Whether clients may be sent to the store itself, where it has presigned URLs. */
  presignedDownloads: boolean;
  /** Null: the embedded engine. */
  temporal: TemporalConfiguration | null;
  /** Where people look at Temporal's workflows; without a slash at the end. */
  temporalUi: { url: string; namespace: string } | null;
  github: {
    appId: string;
    clientId: string | undefined;
    clientSecret: string | undefined;
    /** Undefined: GitHub is asked where the App is installed. */
    installUrl: string | undefined;
    privateKeyPem: string;
    previousPrivateKeyPem: string | undefined;
    webhookSecrets: string[];
    apiUrl: string;
    gitUrl: string;
  };
  tenancy: 'single' | 'multi';
  defaultPlan: 'free' | 'pro' | 'enterprise';
  brand: string;
  signingKey: string | null;
  firstApiKey: string | null;
  /** How long the bodies of webhook deliveries are kept; 0: for ever. */
  deliveryRetentionDays: number;
  logLevel: string;
  packageLimits: PackageLimits;
};

/**
 * The configuration from environment variables; empty ones count as unset. Throws `ConfigurationError`.
 * The README's table documents each variable.
 */
export function readConfiguration(environment: Record<string, string | undefined>): Configuration {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) {
    throw new ConfigurationError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  }
  const env = parsed.data;
  const dataDir = resolve(env.DATA_DIR);
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? null,
    trustedProxies: env.TRUSTED_PROXIES,
    rateLimits: { perKey: env.RATE_LIMIT_PER_MINUTE, perAddress: env.RATE_LIMIT_ANONYMOUS_PER_MINUTE },
    dataDir,
    databaseUrl: env.DATABASE_URL,
    artifacts: env.ARTIFACTS_URL ?? { kind: 'folder', directory: join(dataDir, 'artifacts') },
    presignedDownloads: env.ARTIFACTS_DOWNLOADS === 'presigned',
    temporal: temporalOf(env),
    temporalUi: env.TEMPORAL_UI_URL ? { url: env.TEMPORAL_UI_URL, namespace: env.TEMPORAL_NAMESPACE } : null,
    github: githubOf(env),
    tenancy: env.TENANCY,
    defaultPlan: env.DEFAULT_PLAN,
    brand: env.WRITE_BACK_BRAND,
    signingKey: env.SIGNING_KEY ?? null,
    firstApiKey: env.WAYBILL_FIRST_API_KEY ?? null,
    deliveryRetentionDays: env.DELIVERY_RETENTION_DAYS,
    logLevel: env.LOG_LEVEL,
    packageLimits: {
      maxFiles: env.PACKAGE_MAX_FILES,
      maxFileBytes: env.PACKAGE_MAX_FILE_BYTES,
      maxUnpackedBytes: env.PACKAGE_MAX_UNPACKED_BYTES,
      maxPackedBytes: env.PACKAGE_MAX_PACKED_BYTES,
    },
  };
}

function temporalOf(env: Environment): TemporalConfiguration | null {
  if (!env.TEMPORAL_ADDRESS) return null;
  return {
    address: env.TEMPORAL_ADDRESS,
    namespace: env.TEMPORAL_NAMESPACE,
    taskQueue: env.TEMPORAL_TASK_QUEUE,
    workerInServer: env.TEMPORAL_WORKER === 'in-server',
    tls: temporalTlsOf(env),
  };
}

function temporalTlsOf(env: Environment): TemporalTls | false {
  const { TEMPORAL_TLS_CA_FILE: ca, TEMPORAL_TLS_CERT_FILE: certificate, TEMPORAL_TLS_KEY_FILE: key } = env;
  const serverName = env.TEMPORAL_TLS_SERVER_NAME;
  if ((certificate === undefined) !== (key === undefined)) {
    throw new ConfigurationError(['TEMPORAL_TLS_CERT_FILE and TEMPORAL_TLS_KEY_FILE go together: set both or neither']);
  }
  const tls: TemporalTls = {
    ...(serverName && { serverNameOverride: serverName }),
    ...(ca && { serverRootCACertificate: readNamedFile('TEMPORAL_TLS_CA_FILE', ca) }),
    ...(certificate &&
      key && {
        clientCertPair: {
          crt: readNamedFile('TEMPORAL_TLS_CERT_FILE', certificate),
          key: readNamedFile('TEMPORAL_TLS_KEY_FILE', key),
        },
      }),
  };
  return Object.keys(tls).length > 0 ? tls : false;
}

function githubOf(env: Environment): Configuration['github'] {
  const { GITHUB_APP_PRIVATE_KEY: key, GITHUB_APP_PRIVATE_KEY_FILE: file } = env;
  const given = key ?? (file ? readNamedFile('GITHUB_APP_PRIVATE_KEY_FILE', file).toString('utf8') : undefined);
  if (given === undefined) {
    const message = 'is missing; give the PEM itself, or its path in GITHUB_APP_PRIVATE_KEY_FILE';
    throw new ConfigurationError([`GITHUB_APP_PRIVATE_KEY ${message}`]);
  }
  const previous = env.GITHUB_APP_PRIVATE_KEY_PREVIOUS;
  const secrets = [env.GITHUB_WEBHOOK_SECRET, env.GITHUB_WEBHOOK_SECRET_PREVIOUS];
  return {
    appId: env.GITHUB_APP_ID,
    clientId: env.GITHUB_CLIENT_ID,
    clientSecret: env.GITHUB_CLIENT_SECRET,
    installUrl: env.GITHUB_APP_INSTALL_URL ?? env.NEXT_PUBLIC_GITHUB_APP_INSTALL_URL,
    privateKeyPem: privateKeyOf(key === undefined ? 'GITHUB_APP_PRIVATE_KEY_FILE' : 'GITHUB_APP_PRIVATE_KEY', given),
    previousPrivateKeyPem: previous && privateKeyOf('GITHUB_APP_PRIVATE_KEY_PREVIOUS', previous),
    webhookSecrets: secrets.filter((secret) => secret !== undefined),
    apiUrl: env.GITHUB_API_URL,
    gitUrl: env.GITHUB_GIT_URL ?? gitUrlOf(env.GITHUB_API_URL),
  };
}

/** A PEM of an RSA key, with real or `\n` line ends, or base64 of one. */
function privateKeyOf(variable: string, text: string): string {
  const unescaped = text.replaceAll('\\n', '\n').trim();
  const pem = unescaped.startsWith('-----BEGIN') ? unescaped : Buffer.from(unescaped, 'base64').toString('utf8').trim();
  try {
    if (createPrivateKey(pem).asymmetricKeyType !== 'rsa') throw new Error('GitHub takes RSA keys only');
    return `${pem}\n`;
  } catch {
    const example = '-----BEGIN RSA PRIVATE KEY-----\\n...\\n-----END RSA PRIVATE KEY-----';
    throw new ConfigurationError([
      `${variable} is no RSA private key in PEM form, nor base64 of one; example: ${example}`,
    ]);
  }
}

/** GitHub Enterprise Server keeps its API under the host that serves git. */
function gitUrlOf(apiUrl: string): string {
  return apiUrl === 'https://api.github.com' ? 'https://github.com' : apiUrl.replace(/\/api\/v3$/, '');
}

function readNamedFile(variable: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`${variable} names a file that cannot be read: ${why}`]);
  }
}
