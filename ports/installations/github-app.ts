import type { InstallationFacts } from '../../domain/installations/installation.ts';
import type { InstallationId, RepositoryId } from '../../domain/shared/ids.ts';

/** Asks GitHub as the App itself. Throws `RateLimited`, or `PermanentFailure` `github_refused` (bad credentials). */
export type GitHubApp = {
  /** Null when GitHub knows no such installation of this App. */
  installation(id: InstallationId): Promise<InstallationFacts | null>;
  /** The installation that reaches the repository now, whoever owns it; null when none does. */
  installationOfRepository(id: RepositoryId): Promise<InstallationFacts | null>;
};
