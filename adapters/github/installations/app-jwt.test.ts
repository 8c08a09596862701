import { generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { readPrivateKey, signAppJwt } from './app-jwt.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const now = Date.parse('2026-11-21T08:00:00.750Z');

test.each(['pkcs1', 'pkcs8'] as const)('a key in %s signs RS256', (type) => {
  const key = readPrivateKey(privateKey.export({ type, format: 'pem' }).toString());
  const [header = '', claims = '', signature = ''] = signAppJwt('Iv23liabc', key, now).split('.');
  expect(verify('sha256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(
    true,
  );
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'RS256', typ: 'JWT' });
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
    iss: 'Iv23liabc',
    iat: Math.floor(now / 1000) - 60,
    exp: Math.floor(now / 1000) + 300,
  });
});

test.each([
  ['no PEM', 'secret'],
  ['the first line only', '-----BEGIN RSA PRIVATE KEY-----'],
  ['nothing', ''],
])('%s is refused with a sentence that does not repeat it', (_what, pem) => {
  expect(() => readPrivateKey(pem)).toThrow(/private key cannot be read: it must be a PEM text/);
});

test('a key that is not RSA is refused', () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  expect(() => readPrivateKey(pem)).toThrow('must be an RSA key');
});
