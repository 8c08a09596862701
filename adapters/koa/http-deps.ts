import type { Logger } from 'pino';
import type { Registry as MetricsRegistry } from 'prom-client';
import type { PackageLimits } from '../../domain/publishing/package-rules.ts';
import type { Access } from '../../ports/access/access.ts';
import type { ApiKeys } from '../../ports/access/api-keys.ts';
import type { AuditLog } from '../../ports/access/audit-log.ts';
import type { GitHubSignIn } from '../../ports/access/github-sign-in.ts';
import type { IdempotencyKeys } from '../../ports/access/idempotency.ts';
import type { Members } from '../../ports/access/members.ts';
import type { Organizations } from '../../ports/access/organizations.ts';
import type { Sessions } from '../../ports/access/sessions.ts';
import type { SignInLinks } from '../../ports/access/sign-in-links.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { InstallationRepositories } from '../../ports/connections/installation-repositories.ts';
import type { RepositorySightings } from '../../ports/connections/repository-sightings.ts';
import type { Deliveries } from '../../ports/deliveries/deliveries.ts';
import type { DeliveryLog } from '../../ports/deliveries/delivery-log.ts';
import type { WebhookReader } from '../../ports/deliveries/webhook.ts';
import type { BindingProofs } from '../../ports/installations/binding-proofs.ts';
import type { GitHubApp } from '../../ports/installations/github-app.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { SetupStates } from '../../ports/installations/setup-states.ts';
import type { FrontMatterParser } from '../../ports/publishing/archive.ts';
import type { AttemptChanges, AttemptNotifications } from '../../ports/publishing/attempt-changes.ts';
import type { AttemptWaiter } from '../../ports/publishing/attempt-waiter.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import type { Explanations } from '../../ports/publishing/explanations.ts';
import type { Publications } from '../../ports/publishing/publications.ts';
import type { Repositories } from '../../ports/publishing/repositories.ts';
import type { Source } from '../../ports/publishing/source.ts';
import type { ArchiveInspector } from '../../ports/registry/archive-inspector.ts';
import type { ArtifactStore } from '../../ports/registry/artifact-store.ts';
import type { DownloadSigner } from '../../ports/registry/download-signer.ts';
import type { Registry } from '../../ports/registry/registry.ts';
import type { Slots } from '../../ports/slots.ts';
import type { WorkflowEngine } from '../../ports/workflow-engine.ts';
import type { RateLimitSettings } from './rate-limits.ts';

/** All that the HTTP application needs: the ports of its use cases, and its surroundings. */
export type HttpDeps = {
  access: Pick<Access, 'callerOf'>;
  organizations: Organizations;
  members: Members;
  apiKeys: ApiKeys;
  sessions: Sessions;
  signInLinks: SignInLinks;
  gitHubSignIn: GitHubSignIn;
  auditLog: AuditLog;
  idempotency: IdempotencyKeys;
  attempts: Attempts;
  changes: AttemptChanges;
  notifications: AttemptNotifications;
  explanations: Explanations;
  connections: Connections;
  sightings: Pick<RepositorySightings, 'confirmTransfer' | 'seen'>;
  installations: Installations;
  registry: Registry;
  deliveries: Deliveries;
  deliveryLog: DeliveryLog;
  webhooks: WebhookReader;
  repositories: Pick<Repositories, 'describe' | 'reach' | 'resolveRef'>;
  installationRepositories: InstallationRepositories;
  source: Source;
  /** Of `discoverSkills`, which starts git. */
  discoverySlots: Slots;
  /** Of `showFile`, which unpacks archives. */
  readingSlots: { members: Slots; anybody: Slots };
  parseFrontMatter: FrontMatterParser;
  app: Pick<GitHubApp, 'installation' | 'installationOfRepository'>;
  bindingProofs: BindingProofs;
  setupStates: SetupStates;
  publications: Pick<Publications, 'recordArchive'>;
  artifacts: Pick<ArtifactStore, 'open' | 'presign' | 'put'>;
  inspector: ArchiveInspector;
  packageLimits: PackageLimits;
  engine: Pick<WorkflowEngine, 'history'>;
  waiter: AttemptWaiter;
  downloads: DownloadSigner;
  /** Resolves after `pauseMs`, or as soon as `signal` aborts. */
  sleep(pauseMs: number, signal: AbortSignal): Promise<void>;
  /** Wakes the dispatcher; a lost call only means that work starts a little later. */
  wakeDispatcher(): void;
  /** A new UUID. */
  newId(): string;
  /** A new API key, which nobody can guess. */
  newApiKey(): string;
  /** 256 random bits as text that fits into a URL. */
  newSecret(): string;
  /** Lower-case hex SHA-256 of the text's UTF-8 bytes. */
  sha256Hex(text: string): string;
  now(): Date;
  /** The base of absolute links, without a slash at its end. */
  publicUrl(): string;
  /** GitHub's pages, without a slash at the end. */
  githubUrl: string;
  /** Temporal's own pages of workflows, without a slash at the end; null: none are known. */
  temporalUi: { url: string; namespace: string } | null;
  /** `folder`: where the built dashboard lies. `imageOrigins`: where avatars come from, besides ourselves. */
  dashboard: { folder: string; imageOrigins: readonly string[] };
  tenancy: 'single' | 'multi';
  /** How many proxies of ours stand before the server: so many `X-Forwarded-*` entries are believed. */
  trustedProxies: number;
  rateLimits: RateLimitSettings;
  logger: Pick<Logger, 'child' | 'info' | 'error'>;
  metrics: MetricsRegistry;
  /**
   * What `/readyz` looks at, by name; a check that throws, or takes longer than 2 seconds, has failed. Only `needed` ones
   * make the server unready: while another part is away, webhooks shall still be sent here and stored.
   */
  checks: Record<string, { needed: boolean; check: () => Promise<void> }>;
  /** Aborts when the server goes down: calls that wait for an attempt answer at once. */
  closing?: AbortSignal | undefined;
};
