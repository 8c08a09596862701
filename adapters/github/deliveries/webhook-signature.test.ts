import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSignedBy } from './webhook-signature.ts';

const sign = (secret: string, body: Uint8Array) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

test('the example of GitHub’s documentation verifies', () => {
  const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
  expect(isSignedBy(["It's a Secret to Everybody"], Buffer.from('Hello, World!'), signature)).toBe(true);
});

test('any of the secrets will do, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (body) => {
      expect(isSignedBy(['current', 'previous'], body, sign('previous', body))).toBe(true);
      expect(isSignedBy(['current', 'previous'], body, sign('another', body))).toBe(false);
    }),
  );
});

test('bytes that are not UTF-8 count as they are', () => {
  const signature = sign('secret', Buffer.from([0x22, 0xff, 0x22]));
  expect(isSignedBy(['secret'], Buffer.from([0x22, 0xff, 0x22]), signature)).toBe(true);
  expect(isSignedBy(['secret'], Buffer.from([0x22, 0xfe, 0x22]), signature)).toBe(false);
});

test('a signature of any form or length is false and never throws', () => {
  const body = Buffer.from('{}');
  const good = sign('secret', body);
  const odd = [
    undefined,
    '',
    'sha256=',
    good.slice(0, -1),
    `${good}0`,
    good.slice(7),
    good.replace('sha256', 'sha1'),
    '√'.repeat(71),
  ];
  for (const signature of odd) expect(isSignedBy(['secret'], body, signature)).toBe(false);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (signature) => !isSignedBy(['secret'], body, signature)));
});

test('without a secret nothing verifies', () => {
  expect(isSignedBy([], Buffer.from('{}'), sign('', Buffer.from('{}')))).toBe(false);
});
