import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractCruiserOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

const sourceFolders = ['domain', 'ports', 'workflows', 'adapters', 'apps', 'migrations', 'test'];

export type ImportViolation = {
  rule: string;
  /** Paths from the cruised folder. */
  from: string;
  to: string;
};

export type Cruise = { modules: number; violations: ImportViolation[] };

/** Holds the imports of a checkout (the project's, or one laid out like it) against .dependency-cruiser.js. */
export async function cruiseImports(folder: string): Promise<Cruise> {
  const options = await extractCruiserOptions(join(projectFolder, '.dependency-cruiser.js'));
  const present = sourceFolders.filter((name) => existsSync(join(folder, name)));
  const { output } = await cruise(present, { ...options, baseDir: folder, validate: true, outputType: undefined });
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`);
  return {
    modules: output.modules.filter(({ source }) => !source.includes('node_modules')).length,
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
