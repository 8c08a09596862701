import { createPrivateKey, type KeyObject, sign } from 'node:crypto';

/** Reads the App's key once; throws a sentence that names the setting when it is no RSA key. */
export function readPrivateKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (error) {
    throw new Error(
      'The GitHub App’s private key cannot be read: it must be a PEM text that starts with "-----BEGIN RSA PRIVATE KEY-----" or "-----BEGIN PRIVATE KEY-----".',
      { cause: error },
    );
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Error('The GitHub App’s private key must be an RSA key.');
  return key;
}

/**
 * The App's own token, RS256, valid from a minute ago for six minutes: GitHub refuses more than ten minutes ahead by its
 * clock, which may differ from ours.
 * Source: https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
export function signAppJwt(issuer: string | number, key: KeyObject, nowMs = Date.now()): string {
  const now = Math.floor(nowMs / 1000);
  const claims = { iat: now - 60, exp: now + 300, iss: issuer };
  const signed = `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
