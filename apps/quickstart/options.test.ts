import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

const folders = { projectDir: '/project', workingDir: '/typed/here' };

test('without options: port 8787, data in the checkout, the embedded engine', () => {
  const defaults = { port: 8787, dataDir: '/project/.waybill', engine: 'embedded', once: false, help: false };
  expect(parseOptions([], folders)).toEqual(defaults);
});

test('a relative data folder starts where the command was typed', () => {
  expect(parseOptions(['--data', 'mine'], folders).dataDir).toBe('/typed/here/mine');
  expect(parseOptions(['--data', '/else/where'], folders).dataDir).toBe('/else/where');
});

test.each([
  [['--port', '-1']],
  [['--port', '1e3']],
  [['--port', '65536']],
  [['--port', '']],
  [['--engine', 'Temporal']],
  [['--data']],
  [['--data', '']],
  [['--unknown']],
  [['positional']],
])('%j is refused in one line', (args) => {
  expect(() => parseOptions(args, folders)).toThrow(/^[^\n]+$/);
});
