import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from './cruise.ts';

const sourceFolders = ['domain', 'ports', 'workflows', 'adapters', 'apps', 'migrations', 'test'];

/** Every file of ours, committed or about to be. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z', ...sourceFolders], {
  cwd: projectFolder,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(projectFolder, file)));

const typescript = files.filter((file) => file.endsWith('.ts') && !file.startsWith('test/fixtures/'));
const sources = typescript.filter((file) => !file.startsWith('test/') && !/\.test\.ts$|\/testing\//.test(file));

const roles = ['process', 'steps', 'use-case', 'route', 'contract', 'test'];
const vagueNames = ['util', 'utils', 'helper', 'helpers', 'common', 'core', 'service', 'misc', 'lib', 'index'];
const vagueFolders = [...vagueNames, 'services'].filter((name) => name !== 'index');

/** Where the environment is read: the configuration, what is started by hand, and what hands it on to git or Vite. */
const readersOfTheEnvironment = [
  /^apps\/configuration\.ts$/,
  /^apps\/[^/]+\/(main|quickstart)\.ts$/,
  /^apps\/dashboard\/build\.ts$/,
  /^apps\/server\/sign-in-link\.ts$/,
  /^(adapters\/git|apps\/github-simulator\/git)\//,
];

describe('files', () => {
  test('there are files to judge', () => {
    expect(typescript.length).toBeGreaterThan(50);
    expect(sources.length).toBeGreaterThan(40);
  });

  test('a file is named after a concept, in lower case with hyphens', () => {
    expect(typescript.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z-]+){0,2}\.ts$/.test(basename(file)))).toEqual(
      [],
    );
  });

  test('role suffixes are the known ones', () => {
    const unknownRole = (file: string) => {
      const suffixes = basename(file).split('.').slice(1, -1);
      return suffixes.some((suffix) => !roles.includes(suffix));
    };
    expect(typescript.filter(unknownRole)).toEqual([]);
  });

  test('no file or folder is called utils, helpers, common, core or services', () => {
    const vague = (file: string) => {
      const folders = file.split('/').slice(0, -1);
      const name = basename(file).split('.')[0] ?? '';
      // Where browsers and Vite look for it.
      if (file === 'apps/dashboard/index.html') return false;
      return vagueNames.includes(name) || folders.some((folder) => vagueFolders.includes(folder));
    };
    expect(files.filter(vague)).toEqual([]);
  });

  test('tests stand where a run finds them', () => {
    const known =
      /^(domain|ports|workflows|adapters|apps|migrations|test\/(architecture|support|contracts|journeys|browser))\//;
    expect(typescript.filter((file) => /\.test\.ts$/.test(file) && !known.test(file))).toEqual([]);
  });
});

describe('sources', () => {
  test('only the configuration and what is started by hand read the environment', () => {
    const reads = sources.filter((file) => /\bprocess\.env\b/.test(contentOf(file)));
    expect(reads.filter((file) => !readersOfTheEnvironment.some((reader) => reader.test(file)))).toEqual([]);
  });

  test('exports are named', () => {
    expect(sources.filter((file) => /^export default\b/m.test(contentOf(file)))).toEqual([]);
  });

  test('nothing is exported that another file defines', () => {
    expect(sources.filter((file) => /^export (type )?(\*|\{[^}]*\}) from /m.test(contentOf(file)))).toEqual([]);
  });

  test('the compiler is not silenced', () => {
    const silenced = /@ts-(ignore|nocheck|expect-error)/;
    expect(sources.filter((file) => silenced.test(contentOf(file)))).toEqual([]);
  });

  test('nothing is left for later', () => {
    const markers = new RegExp(['TO', 'FIX'].map((word) => `\\b${word}(DO|ME)\\b`).join('|'));
    expect(files.filter((file) => /\.(ts|js)$/.test(file) && markers.test(contentOf(file)))).toEqual([]);
  });
});

function contentOf(file: string): string {
  return readFileSync(join(projectFolder, file), 'utf8');
}
