import { createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { GitHubAppCredentials, GitHubAppOptions } from './options.ts';
import type { AppState } from './state.ts';

/** What the App asks for when it is installed. */
export const defaultPermissions = { metadata: 'read', contents: 'read', checks: 'write', statuses: 'write' };
export const defaultEvents = ['push', 'create', 'delete', 'repository'];

/** The App of a first start. */
export async function registerApp(
  options: GitHubAppOptions,
  fixed: Pick<AppState, 'ownerId' | 'createdAt'>,
): Promise<AppState> {
  return {
    id: options.id ?? 424242,
    slug: options.slug ?? 'simulated-app',
    clientId: options.clientId ?? `Iv23li${randomBytes(7).toString('hex')}`,
    ownerId: fixed.ownerId,
    botId: 150_000_001,
    ...(await appKeys(options)),
    webhookSecret: options.webhookSecret ?? randomBytes(20).toString('hex'),
    webhookUrl: options.webhookUrl,
    webhookContentType: 'json',
    hookId: 500_000_001,
    createdAt: fixed.createdAt,
    updatedAt: fixed.createdAt,
    permissions: defaultPermissions,
    events: defaultEvents,
  };
}

/** On a later start what the caller gives replaces what was kept, and only that. */
export function reconfigureApp(app: AppState, options: GitHubAppOptions): void {
  app.id = options.id ?? app.id;
  app.slug = options.slug ?? app.slug;
  app.clientId = options.clientId ?? app.clientId;
  app.webhookSecret = options.webhookSecret ?? app.webhookSecret;
  app.webhookUrl = options.webhookUrl ?? app.webhookUrl;
  if (options.privateKeyPem !== undefined || options.publicKeyPem !== undefined) Object.assign(app, givenKeys(options));
}

export function appCredentials(app: AppState): GitHubAppCredentials {
  const { id, slug, clientId, privateKeyPem, publicKeyPem, webhookSecret, webhookUrl } = app;
  return { id, slug, clientId, privateKeyPem, publicKeyPem, webhookSecret, webhookUrl };
}

type Keys = Pick<AppState, 'privateKeyPem' | 'publicKeyPem'>;

async function appKeys(options: GitHubAppOptions): Promise<Keys> {
  if (options.privateKeyPem !== undefined || options.publicKeyPem !== undefined) return givenKeys(options);
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    // GitHub hands out PKCS#1 ("BEGIN RSA PRIVATE KEY").
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return { privateKeyPem: pair.privateKey, publicKeyPem: pair.publicKey };
}

function givenKeys(options: GitHubAppOptions): Keys {
  const source = options.publicKeyPem ?? options.privateKeyPem;
  if (source === undefined) throw new Error('An App needs a private or a public key.');
  const publicKeyPem = createPublicKey(source).export({ type: 'spki', format: 'pem' }).toString();
  return { privateKeyPem: options.privateKeyPem, publicKeyPem };
}
