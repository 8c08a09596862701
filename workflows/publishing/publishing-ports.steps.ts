import type { Connection } from '../../domain/connections/connection.ts';
import type { PackageLimits } from '../../domain/publishing/package-rules.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import type { RepositorySightings } from '../../ports/connections/repository-sightings.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { Archiver, FrontMatterParser } from '../../ports/publishing/archive.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import type { Publications } from '../../ports/publishing/publications.ts';
import type { Repositories } from '../../ports/publishing/repositories.ts';
import type { RepositoryAddress, Source } from '../../ports/publishing/source.ts';
import type { WriteBack } from '../../ports/publishing/write-back.ts';
import type { ArtifactStore } from '../../ports/registry/artifact-store.ts';

/** What the steps of publishing need from outside. */
export type PublishingPorts = {
  attempts: Attempts;
  publications: Publications;
  repositories: Repositories;
  installations: Pick<Installations, 'find'>;
  sightings: Pick<RepositorySightings, 'seen' | 'gone'>;
  source: Source;
  /** Throws `TooLarge` once the archive passes `limits.maxPackedBytes`. */
  archiver: Archiver;
  parseFrontMatter: FrontMatterParser;
  artifacts: ArtifactStore;
  writeBack: WriteBack;
  limits: PackageLimits;
  /** The brand of check-run names and status contexts. */
  brand: string;
  /** The absolute URL of the attempt's page. */
  attemptUrl(id: AttemptId): string;
};

export function addressOf(connection: Connection): RepositoryAddress {
  return {
    installationId: connection.installationId,
    repositoryId: connection.repositoryId,
    owner: connection.repositoryOwner,
    name: connection.repositoryName,
  };
}
