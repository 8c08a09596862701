import { z } from 'zod';
import { defaultPackageLimits } from '../domain/publishing/package-rules.ts';
import { parseArtifactsUrl } from './artifacts-url.ts';

const port = z.coerce.number({ error: 'is no number; example: 8080' }).int().min(0).max(65_535);
const url = (example: string) =>
  z
    .url({ protocol: /^https?$/, error: `is no http or https URL; example: ${example}`, abort: true })
    .refine(isBare, `must have no user, password, query or fragment; example: ${example}`)
    .transform(withoutSlash);
const positive = (example: number) =>
  z.coerce
    .number({ error: `is no number; example: ${example}` })
    .int()
    .positive(`must be above 0; example: ${example}`);
const requestsPerMinute = z.coerce
  .number({ error: 'is no number of requests; example: 1200, or 0 for no limit' })
  .int()
  .min(0);
const megabyte = 1024 * 1024;

/** The environment variables; the README's table documents each. Messages follow the variable's name. */
export const environmentSchema = z.object({
  PORT: port.default(8080),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url('https://waybill.example.com').optional(),
  TRUSTED_PROXIES: z.coerce.number({ error: 'is no number of proxies; example: 1' }).int().min(0).default(0),
  RATE_LIMIT_PER_MINUTE: requestsPerMinute.default(1200),
  RATE_LIMIT_ANONYMOUS_PER_MINUTE: requestsPerMinute.default(300),
  DATA_DIR: z.string().default('.waybill'),
  DATABASE_URL: z
    .string({ error: 'is missing; example: postgresql://waybill:secret@127.0.0.1:5432/waybill' })
    .regex(/^postgres(ql)?:\/\//, {
      error: 'is no PostgreSQL URL; example: postgresql://waybill:secret@127.0.0.1:5432/waybill',
      abort: true,
    })
    .refine(
      isReadable,
      'is no URL that can be read; percent-encode what is special in its parts; example: postgresql://waybill:p%40ss@127.0.0.1:5432/waybill',
    ),
  ARTIFACTS_URL: z
    .string()
    .transform((text, context) => {
      const place = parseArtifactsUrl(text);
      if (typeof place !== 'string') return place;
      context.addIssue(place);
      return z.NEVER;
    })
    .optional(),
  ARTIFACTS_DOWNLOADS: z.enum(['presigned', 'proxied'], { error: 'must be presigned or proxied' }).default('presigned'),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s:/]+:\d+$/, { error: 'must be host:port; example: 127.0.0.1:7233', abort: true })
    .refine((address) => Number(address.split(':')[1]) <= 65_535, 'has no port of 1 to 65535; example: 127.0.0.1:7233')
    .optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_TASK_QUEUE: z.string().default('waybill'),
  TEMPORAL_WORKER: z.enum(['in-server', 'separate'], { error: 'must be in-server or separate' }).default('in-server'),
  TEMPORAL_UI_URL: url('http://127.0.0.1:8233').optional(),
  TEMPORAL_TLS_CA_FILE: z.string().optional(),
  TEMPORAL_TLS_CERT_FILE: z.string().optional(),
  TEMPORAL_TLS_KEY_FILE: z.string().optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  GITHUB_APP_ID: z
    .string({ error: 'is missing; example: 1234567' })
    .regex(/^\d+$/, 'must be the numeric App id; example: 1234567'),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  GITHUB_APP_INSTALL_URL: url('https://github.com/apps/your-app/installations/new').optional(),
  NEXT_PUBLIC_GITHUB_APP_INSTALL_URL: url('https://github.com/apps/your-app/installations/new').optional(),
  GITHUB_APP_PRIVATE_KEY: z.string().optional(),
  GITHUB_APP_PRIVATE_KEY_FILE: z.string().optional(),
  GITHUB_APP_PRIVATE_KEY_PREVIOUS: z.string().optional(),
  GITHUB_WEBHOOK_SECRET: z
    .string({ error: 'is missing; example: the random secret that was entered in the App’s settings' })
    .min(8, 'is shorter than 8 characters; take a long random one'),
  GITHUB_WEBHOOK_SECRET_PREVIOUS: z
    .string()
    .min(8, 'is shorter than 8 characters; leave it away when there is no previous secret')
    .optional(),
  GITHUB_API_URL: url('https://github.example.com/api/v3').default('https://api.github.com'),
  GITHUB_GIT_URL: url('https://github.example.com').optional(),
  TENANCY: z.enum(['single', 'multi'], { error: 'must be single or multi' }).default('single'),
  DEFAULT_PLAN: z.enum(['free', 'pro', 'enterprise'], { error: 'must be free, pro or enterprise' }).default('pro'),
  WRITE_BACK_BRAND: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be 1-32 lower-case letters, digits or hyphens; example: selftune')
    .default('selftune'),
  SIGNING_KEY: z.string().min(32, 'is shorter than 32 characters; take a long random one').optional(),
  WAYBILL_FIRST_API_KEY: z
    .string()
    .regex(/^st_(live|test)_[A-Za-z0-9_-]{32,128}$/, 'must be st_live_ and 32 to 128 letters, digits, - or _')
    .optional(),
  DELIVERY_RETENTION_DAYS: z.coerce
    .number({ error: 'is no number of days; example: 30' })
    .int()
    .min(0, 'must be 0 (for ever) or more; example: 30')
    .max(36_500)
    .default(30),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be trace, debug, info, warn, error, fatal or silent',
    })
    .default('info'),
  PACKAGE_MAX_FILES: positive(1024).default(defaultPackageLimits.maxFiles),
  PACKAGE_MAX_FILE_BYTES: positive(2 * megabyte).default(defaultPackageLimits.maxFileBytes),
  PACKAGE_MAX_UNPACKED_BYTES: positive(32 * megabyte).default(defaultPackageLimits.maxUnpackedBytes),
  PACKAGE_MAX_PACKED_BYTES: positive(16 * megabyte).default(defaultPackageLimits.maxPackedBytes),
});

export type Environment = z.infer<typeof environmentSchema>;

function withoutSlash(text: string): string {
  return text.replace(/\/+$/, '');
}

/** Without what a base URL cannot have, or what would show in logs and links. */
function isBare(text: string): boolean {
  const { username, password, search, hash } = new URL(text);
  return `${username}${password}${search}${hash}` === '';
}

function isReadable(text: string): boolean {
  try {
    const { username, password, pathname } = new URL(text);
    return decodeURIComponent(`${username}${password}${pathname}`) !== '';
  } catch {
    return false;
  }
}
