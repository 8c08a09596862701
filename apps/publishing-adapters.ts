import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { parseFrontMatter } from '../adapters/archive/front-matter.ts';
import { archiver } from '../adapters/archive/pack.ts';
import { gitSource } from '../adapters/git/source.ts';
import { removeStaleCheckouts } from '../adapters/git/temporary-checkouts.ts';
import { githubApp } from '../adapters/github/github-app.ts';
import { openPostgres, type Postgres } from '../adapters/postgres/open-postgres.ts';
import type { PackageLimits } from '../domain/publishing/package-rules.ts';
import type { Source } from '../ports/publishing/source.ts';
import type { ArtifactStore } from '../ports/registry/artifact-store.ts';
import type { ProcessWithSteps } from '../workflows/durable-steps.ts';
import { previewPullRequestProcess } from '../workflows/previews/preview-pull-request.process.ts';
import { previewSteps } from '../workflows/previews/preview-pull-request.steps.ts';
import { concludeAttemptProcess, publishVersionProcess } from '../workflows/publishing/publish-version.process.ts';
import { publishSteps } from '../workflows/publishing/publish-version.steps.ts';
import { openArtifactStore } from './artifact-store.ts';
import type { Configuration } from './configuration.ts';

export type PublishingAdapters = {
  postgres: Postgres;
  artifacts: ArtifactStore;
  github: ReturnType<typeof githubApp>;
  source: Source;
  processes: ProcessWithSteps[];
  close(): Promise<void>;
};

/** The adapters that publishing runs on, as the server and the worker both need them. Migrations are run by this. */
export async function openPublishingAdapters(
  configuration: Configuration,
  publicUrl: () => string,
  logger: Logger,
): Promise<PublishingAdapters> {
  const { brand, packageLimits } = configuration;
  const artifacts = await openArtifactStore(configuration, logger);
  const postgres = openPostgres({ databaseUrl: configuration.databaseUrl, brand });
  const ran = await migrated(postgres);
  if (ran.length > 0) logger.info({ migrations: ran }, 'migrated the database');
  const github = githubApp({ ...configuration.github, userAgent: 'waybill' });
  const checkoutsDir = join(configuration.dataDir, 'checkouts');
  await mkdir(checkoutsDir, { recursive: true });
  await removeStaleCheckouts(checkoutsDir);
  const source = gitSource({
    gitBaseUrl: configuration.github.gitUrl,
    tokenFor: ({ installationId, repositoryId }) => github.tokenFor(installationId, repositoryId),
    dropToken: github.dropToken,
    tempDir: checkoutsDir,
    limits: gitLimits(packageLimits),
  });
  const shared = {
    source,
    archiver: archiver({ maxPackedBytes: packageLimits.maxPackedBytes }),
    parseFrontMatter,
    writeBack: github.writeBack,
    limits: packageLimits,
    brand,
  };
  const steps = publishSteps({
    ...shared,
    attempts: postgres.attempts,
    publications: postgres.publications,
    repositories: github.repositories,
    installations: postgres.installations,
    sightings: postgres.sightings,
    artifacts,
    attemptUrl: (id) => `${publicUrl()}/attempts/${id}`,
  });
  const processes = [
    { process: publishVersionProcess, steps },
    { process: concludeAttemptProcess, steps },
    { process: previewPullRequestProcess, steps: previewSteps({ ...shared, previews: postgres.previews }) },
  ];
  return { postgres, artifacts, github, source, processes, close: () => postgres.close() };
}

async function migrated(postgres: Postgres): Promise<string[]> {
  try {
    return await postgres.migrate();
  } catch (error) {
    await postgres.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The database of DATABASE_URL cannot be used: ${reason}`, { cause: error });
  }
}

/** What git may fetch: the package's blobs may not pass its unpacked size, and trees not a generous bound of their own. */
function gitLimits({ maxUnpackedBytes }: PackageLimits) {
  return { fetchTimeoutMs: 120_000, maxPackBytes: 2 * maxUnpackedBytes, maxTreePackBytes: 256 * 1024 * 1024 };
}
