import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutBytes, cutCharacters } from './text-limits.ts';

test('a text within the limit stays as it is', () => {
  expect(cutCharacters('x'.repeat(140), 140)).toBe('x'.repeat(140));
  expect(cutBytes('é'.repeat(5), 10)).toBe('é'.repeat(5));
});

test('a longer text is cut and ends with an ellipsis', () => {
  expect(cutCharacters('x'.repeat(141), 140)).toBe(`${'x'.repeat(139)}…`);
  expect(cutBytes('x'.repeat(11), 10)).toBe(`${'x'.repeat(7)}…`);
});

test('an emoji at the limit goes as a whole', () => {
  expect(cutCharacters('abc🙂def', 5)).toBe('abc…');
  expect(cutBytes('🙂🙂🙂', 8)).toBe('🙂…');
});

test('no cut text is too long or has half a character', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 });
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 150 }), (long, limit) => {
      const byCharacters = cutCharacters(long, limit);
      const byBytes = cutBytes(long, limit);
      expect(byCharacters.length).toBeLessThanOrEqual(limit);
      expect(Buffer.byteLength(byBytes)).toBeLessThanOrEqual(limit);
      expect(byCharacters.isWellFormed() && byBytes.isWellFormed() && !byBytes.includes('\ufffd')).toBe(true);
    }),
  );
});
