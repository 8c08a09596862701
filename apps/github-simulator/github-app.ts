import { createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { GitHubAppCredentials, GitHubAppOptions } from './options.ts';
import type { AppState } from './state.ts';

/** What the App asks for when it is installed, unless it is told otherwise. */
const defaultPermissions = { metadata: 'read', contents: 'read', checks: 'write', statuses: 'write' };
const defaultEvents = ['push', 'create', 'delete', 'repository'];

/** The App of a first start. */
export async function registerApp(
  options: GitHubAppOptions,
  fixed: Pick<AppState, 'ownerId' | 'createdAt'>,
): Promise<AppState> {
  return {
    id: options.id ?? 424242,
    slug: options.slug ?? 'simulated-app',
    clientId: options.clientId ?? `Iv23li${randomBytes(7).toString('hex')}`,
    clientSecret: options.clientSecret ?? randomBytes(20).toString('hex'),
    callbackUrls: options.callbackUrls ?? [],
    setupUrl: options.setupUrl ?? null,
    setupOnUpdate: options.setupOnUpdate ?? false,
    requestOAuthOnInstall: options.requestOAuthOnInstall ?? false,
    ownerId: fixed.ownerId,
    botId: 150_000_001,
    ...(await appKeys(options)),
    webhookSecret: options.webhookSecret ?? randomBytes(20).toString('hex'),
    webhookUrl: options.webhookUrl,
    webhookContentType: 'json',
    hookId: 500_000_001,
    createdAt: fixed.createdAt,
    updatedAt: fixed.createdAt,
    permissions: { ...(options.permissions ?? defaultPermissions) },
    events: [...(options.events ?? defaultEvents)],
  };
}

/** On a later start what the caller gives replaces what was kept, and only that. */
export function reconfigureApp(app: AppState, options: GitHubAppOptions): void {
  app.id = options.id ?? app.id;
  app.slug = options.slug ?? app.slug;
  app.clientId = options.clientId ?? app.clientId;
  // What a state of an earlier version does not have yet is made up here.
  app.clientSecret = options.clientSecret ?? app.clientSecret ?? randomBytes(20).toString('hex');
  app.callbackUrls = options.callbackUrls ?? app.callbackUrls ?? [];
  app.setupUrl = options.setupUrl !== undefined ? options.setupUrl : (app.setupUrl ?? null);
  app.setupOnUpdate = options.setupOnUpdate ?? app.setupOnUpdate ?? false;
  app.requestOAuthOnInstall = options.requestOAuthOnInstall ?? app.requestOAuthOnInstall ?? false;
  app.permissions = options.permissions ?? app.permissions;
  app.events = options.events ?? app.events;
  app.webhookSecret = options.webhookSecret ?? app.webhookSecret;
  app.webhookUrl = options.webhookUrl ?? app.webhookUrl;
  if (options.privateKeyPem !== undefined || options.publicKeyPem !== undefined) Object.assign(app, givenKeys(options));
}

export function appCredentials(app: AppState): GitHubAppCredentials {
  const { id, slug, clientId, clientSecret, privateKeyPem, publicKeyPem, webhookSecret, webhookUrl } = app;
  return { id, slug, clientId, clientSecret, privateKeyPem, publicKeyPem, webhookSecret, webhookUrl };
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
