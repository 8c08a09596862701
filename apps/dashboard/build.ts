import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { builtFolder } from './built-folder.ts';
import { replaceFolder, unless } from './replaced-folder.ts';

const dashboardFolder = dirname(builtFolder);
const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** What the built dashboard is made of, from the project's folder. */
const sources = ['apps/dashboard', 'domain', 'package-lock.json'];

const compressed = new Set(['.css', '.html', '.js', '.svg']);
const compress = promisify(brotliCompress);

/**
 * Builds the dashboard unless it is built from the sources as they are. Gives whether it was built now. A running server
 * goes on with the old one until the new one is complete; several builds at once do no harm.
 */
export async function ensureDashboard(): Promise<'built' | 'was-built'> {
  if ((await newestIn(join(builtFolder, 'index.html'), new Set())) > (await newestSource())) return 'was-built';
  await buildDashboard();
  return 'built';
}

/** Vite is loaded only when there is something to build. */
async function buildDashboard(): Promise<void> {
  const begun = new Date();
  // Vite takes what whoever started us works with (tests have `test`) for what the dashboard is built for.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  const [{ build }, { viteConfiguration }] = await Promise.all([import('vite'), import('./vite-configuration.ts')]);
  const outDir = join(dashboardFolder, `.${basename(builtFolder)}-${randomUUID()}`);
  try {
    await build({ ...viteConfiguration, logLevel: 'warn', build: { ...viteConfiguration.build, outDir } });
    await compressAll(outDir);
    // What changed while it was built is newer.
    await utimes(join(outDir, 'index.html'), begun, begun);
    await replaceFolder(builtFolder, outDir);
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
    await rm(outDir, { recursive: true, force: true });
  }
}

/** The server sends what lies beside a file with `.br` at its end to browsers that take Brotli. */
async function compressAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !compressed.has(extname(entry.name))) continue;
    const path = join(entry.parentPath, entry.name);
    await writeFile(`${path}.br`, await compress(await readFile(path)));
  }
}

async function newestSource(): Promise<number> {
  const times = await Promise.all(sources.map((path) => newestIn(join(projectFolder, path), new Set(['dist']))));
  return Math.max(...times);
}

/** When the newest file at or below a path was changed, in milliseconds; 0: there is none. */
async function newestIn(path: string, without: ReadonlySet<string>): Promise<number> {
  const own = await stat(path).catch(unless('ENOENT'));
  if (!own) return 0;
  if (!own.isDirectory()) return own.mtimeMs;
  const entries = (await readdir(path)).filter((name) => !without.has(name) && !name.startsWith('.'));
  const times = await Promise.all(entries.map((name) => newestIn(join(path, name), without)));
  return Math.max(0, ...times);
}

if (import.meta.main) {
  const startedAt = Date.now();
  const result = await ensureDashboard();
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(result === 'built' ? `The dashboard was built in ${seconds} s.` : 'The dashboard is built already.');
}
