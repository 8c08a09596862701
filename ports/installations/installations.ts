import type { Actor } from '../../domain/access/actor.ts';
import type { Installation, InstallationFacts } from '../../domain/installations/installation.ts';
import type { InstallationId, OrganizationId } from '../../domain/shared/ids.ts';

/** Connections of the organization, and the repositories that they are to; when GitHub last told of anything. */
export type InstallationUse = { connections: number; repositories: number; lastEventAt: Date | null };

/** Each method is one transaction. */
export type Installations = {
  find(installationId: InstallationId): Promise<Installation | null>;
  listOf(organizationId: OrganizationId): Promise<Installation[]>;
  /** How much goes through each of the organization's installations. */
  usesOf(organizationId: OrganizationId): Promise<Map<InstallationId, InstallationUse>>;
  /**
   * Keeps what GitHub says. Where a suspension is over, which no event may have told, each connection that goes on gets a
   * sweep of its branch. `deleted`: the id has a tombstone, and a late event does not raise it.
   */
  keep(facts: InstallationFacts): Promise<{ kind: 'kept'; installation: Installation } | { kind: 'deleted' }>;
  /**
   * Binds the installation to the actor's organization. That organization's connections which paused when it, or an
   * earlier installation on the same account, was unbound or deleted come back to it, and each gets a sweep of its
   * branch. Binding twice to the same organization is harmless.
   */
  bind(
    facts: InstallationFacts,
    by: Actor,
  ): Promise<{ kind: 'bound'; installation: Installation } | { kind: 'bound-elsewhere' }>;
  /**
   * Ends the binding to the actor's organization: the installation stays known, its connections of that organization
   * pause, and their pending attempts end as skipped. Null: it is not bound to that organization.
   */
  unbind(installationId: InstallationId, by: Actor): Promise<{ pausedConnections: number } | null>;
  /** Removes the row, leaves a tombstone, and pauses the installation's connections. */
  remove(installationId: InstallationId): Promise<void>;
};
