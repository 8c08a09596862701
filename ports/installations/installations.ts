import type { Installation, InstallationFacts } from '../../domain/installations/installation.ts';
import type { InstallationId, OrganizationId } from '../../domain/shared/ids.ts';

/** Each method is one transaction. */
export type Installations = {
  find(installationId: InstallationId): Promise<Installation | null>;
  listOf(organizationId: OrganizationId): Promise<Installation[]>;
  /** Keeps what GitHub says. `deleted`: the id has a tombstone, and a late event does not raise it. */
  keep(facts: InstallationFacts): Promise<{ kind: 'kept'; installation: Installation } | { kind: 'deleted' }>;
  /**
   * Binds the installation to the organization. Its paused connections of an earlier installation on the same account
   * come back to it, and each gets a sweep of its branch. Binding twice to the same organization is harmless.
   */
  bind(
    facts: InstallationFacts,
    organizationId: OrganizationId,
  ): Promise<{ kind: 'bound'; installation: Installation } | { kind: 'bound-elsewhere' }>;
  /** Removes the row, leaves a tombstone, and pauses the installation's connections. */
  remove(installationId: InstallationId): Promise<void>;
};
