import type { Installation } from '../../domain/installations/installation.ts';
import type { InstallationId } from '../../domain/shared/ids.ts';
import type { GitHubApp } from '../../ports/installations/github-app.ts';
import type { Installations } from '../../ports/installations/installations.ts';

export type RefreshInstallationPorts = {
  installations: Pick<Installations, 'keep'>;
  app: Pick<GitHubApp, 'installation'>;
};

/** Keeps GitHub's answer. Null when GitHub knows no such installation, or it was deleted here. */
export async function refreshInstallation(
  { installations, app }: RefreshInstallationPorts,
  id: InstallationId,
): Promise<Installation | null> {
  const facts = await app.installation(id);
  const kept = facts ? await installations.keep(facts) : null;
  return kept?.kind === 'kept' ? kept.installation : null;
}
