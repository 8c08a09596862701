import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';

const entry = fileURLToPath(new URL('../../domain/publishing/judge-tag.ts', import.meta.url));

test('the preview of tag patterns runs where there is nothing of Node', async () => {
  const warnings: string[] = [];
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry, formats: ['iife'], name: 'preview' },
      rolldownOptions: { onwarn: ({ message }) => void warnings.push(message) },
    },
  });
  const [chunk] = [built].flat().flatMap((output) => (output as Rolldown.RolldownOutput).output);
  const code = chunk?.type === 'chunk' ? chunk.code : '';
  expect(warnings).toEqual([]);
  // A context has the language's own globals and no others.
  const verdict = runInNewContext(`${code}; JSON.stringify(preview.judgeTag('v*', 'v1.2.0'))`);
  expect(JSON.parse(verdict)).toEqual({ kind: 'match', version: '1.2.0' });
});
