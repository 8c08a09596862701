import { mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Installation } from './download.ts';
import { runCommand } from './run-command.ts';

/** Newer tags carry replace directives, with which `go install` refuses to work. */
const version = 'v1.5.1';

/** Builds the command with Go into `target`; gives what went wrong, or nothing. */
export async function installWithGo({ target, env, log, signal }: Installation): Promise<string | undefined> {
  const go = await runCommand('go', ['version'], { env });
  if (!go.ok) return go.problem;
  log(
    `Building Temporal's command with Go (go install github.com/temporalio/cli/cmd/temporal@${version}): once, about 3 minutes ...`,
  );
  const folder = await mkdtemp(join(dirname(target), '.go-'));
  try {
    // GOBIN cannot be set when compiling for another machine: this one is meant.
    const { GOOS: _os, GOARCH: _arch, GOFLAGS: _flags, ...rest } = env;
    const built = await runCommand('go', ['install', `github.com/temporalio/cli/cmd/temporal@${version}`], {
      env: { ...rest, GOBIN: folder },
      signal,
    });
    if (!built.ok) return built.problem;
    await rename(join(folder, basename(target)), target);
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
