import { mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Installation } from './ensure-command.ts';
import { runCommand } from './run-command.ts';

/** `module`: the command's package and version, as `go install` takes it; `takes`: how long that takes, for people. */
export type GoModule = { module: string; takes: string };

/** Builds a command with Go into its place; gives what went wrong, or nothing. */
export function goInstall({ module, takes }: GoModule): (installation: Installation) => Promise<string | undefined> {
  return async ({ target, env, log, signal }) => {
    const go = await runCommand('go', ['version'], { env });
    if (!go.ok) return go.problem;
    log(`Building ${basename(target)} with Go (go install ${module}): once, ${takes} ...`);
    const folder = await mkdtemp(join(dirname(target), '.go-'));
    try {
      // GOBIN cannot be set when compiling for another machine: this one is meant.
      const { GOOS: _os, GOARCH: _arch, GOFLAGS: _flags, ...rest } = env;
      const built = await runCommand('go', ['install', module], { env: { ...rest, GOBIN: folder }, signal });
      if (!built.ok) return built.problem;
      await rename(join(folder, basename(target)), target);
      return undefined;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}
