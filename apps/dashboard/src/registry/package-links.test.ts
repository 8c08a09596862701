import { expect, test } from 'vitest';
import { linkTarget } from './package-links.ts';

test.each([
  ['https://example.com/a?b#c', { kind: 'outside', href: 'https://example.com/a?b#c' }],
  ['mailto:a@example.com', { kind: 'outside', href: 'mailto:a@example.com' }],
  ['references/format.md', { kind: 'file', path: 'references/format.md' }],
  ['./references/../a%20b.md#part', { kind: 'file', path: 'a b.md' }],
  ['../../etc/passwd', { kind: 'file', path: 'etc/passwd' }],
  ['100%.md', { kind: 'file', path: '100%.md' }],
])('%s leads to %j', (href, target) => {
  expect(linkTarget(href)).toEqual(target);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:a',
  'file:///etc/passwd',
  '//example.com',
  '#part',
  '',
])('%j leads nowhere', (href) => {
  expect(linkTarget(href)).toEqual({ kind: 'none' });
});
