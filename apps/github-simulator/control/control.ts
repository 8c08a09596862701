import type { Fault, FaultSummary } from '../faults.ts';
import type { GitHubAppOptions } from '../options.ts';
import type { RateLimitSetting } from '../rate-limits.ts';
import type { LoggedRequest, RequestFilter } from '../request-log.ts';
import type { AccountType, CheckRun, CommitStatus } from '../state.ts';
import type { HookDelivery } from '../webhooks/deliveries.ts';
import type { WebhookMatch } from '../webhooks/webhook-faults.ts';

export type RepositoryName = { owner: string; repo: string };

/** A file to write: text, bytes, or with a mode (`100644`, `100755`, `120000` link, `160000` submodule). `null` deletes. */
export type CommittedFile = string | Uint8Array | FileWithMode | null;
export type FileWithMode = { content: string | Uint8Array; encoding?: 'utf-8' | 'base64'; mode?: string };

export type CommitFilesInput = RepositoryName & {
  /** Short branch name. Default: the repository's default branch. */
  branch?: string;
  /** Keys are repository paths. Applied on top of the parent's tree. */
  files: Record<string, CommittedFile>;
  message?: string;
  /** Commit to build on. Default: the branch's head; `null`: a root commit. Anything but the head needs `force`. */
  parent?: string | null;
  force?: boolean;
  /** Login of the pusher. Default: the owner, or a member of the owning organization. */
  pusher?: string;
};

export type RefUpdate = {
  /** Full name: `refs/heads/main`, `refs/tags/v1`. */
  ref: string;
  /** New object id; `null` deletes. */
  sha: string | null;
};

export type RepositorySummary = {
  id: number;
  owner: string;
  name: string;
  fullName: string;
  private: boolean;
  archived: boolean;
  defaultBranch: string;
  /** Without credentials. */
  cloneUrl: string;
};

export type PullRequestSummary = {
  id: number;
  number: number;
  state: 'open' | 'closed';
  merged: boolean;
  headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
};

export type InstallationSummary = {
  id: number;
  accountLogin: string;
  repositorySelection: 'all' | 'selected';
  repositories: string[];
  permissions: Record<string, string>;
  events: string[];
  suspendedAt: string | null;
};

/**
 * Everything a person would do on github.com, and the faults. Each function takes one object, so that each is also
 * `POST /_simulator/<name>` with that object as JSON (answer `{"result": ...}`, or `{"error": "..."}` with 400).
 */
export type SimulatorControl = {
  createAccount(input: {
    login: string;
    type?: AccountType;
    members?: string[];
  }): Promise<{ id: number; login: string }>;
  addMember(input: { organization: string; login: string }): Promise<void>;
  /** The webhook tells of it as `installation_target.renamed`. Old names redirect. */
  renameAccount(input: { login: string; newLogin: string }): Promise<void>;

  createRepository(input: {
    owner: string;
    name: string;
    private?: boolean;
    defaultBranch?: string;
    description?: string;
  }): Promise<RepositorySummary>;
  getRepository(input: RepositoryName): Promise<RepositorySummary>;
  listRepositories(input?: { owner?: string }): Promise<RepositorySummary[]>;
  renameRepository(input: RepositoryName & { newName: string }): Promise<RepositorySummary>;
  transferRepository(input: RepositoryName & { newOwner: string }): Promise<RepositorySummary>;
  deleteRepository(input: RepositoryName): Promise<void>;
  setPrivate(input: RepositoryName & { private: boolean }): Promise<void>;
  archiveRepository(input: RepositoryName & { archived?: boolean }): Promise<void>;
  setDefaultBranch(input: RepositoryName & { branch: string }): Promise<void>;

  installApp(input: {
    accountLogin: string;
    /** Short names for `selected`. Default `all`. */
    repositories?: 'all' | string[];
    /** Default: what the App asks for, that is contents read, checks and statuses write (`metadata: read` always comes). */
    permissions?: Record<string, string>;
    /** Default: push, create, delete, repository. */
    events?: string[];
  }): Promise<{ id: number }>;
  /** The App's settings page: what is given is changed. Installations keep the permissions that they were given. */
  configureApp(
    input: Pick<
      GitHubAppOptions,
      'callbackUrls' | 'setupUrl' | 'setupOnUpdate' | 'requestOAuthOnInstall' | 'permissions' | 'events'
    >,
  ): Promise<void>;
  listInstallations(input?: Record<string, never>): Promise<InstallationSummary[]>;
  setInstallationRepositories(input: { installationId: number; repositories: 'all' | string[] }): Promise<void>;
  suspendInstallation(input: { installationId: number }): Promise<void>;
  unsuspendInstallation(input: { installationId: number }): Promise<void>;
  deleteInstallation(input: { installationId: number }): Promise<void>;
  acceptNewPermissions(input: {
    installationId: number;
    permissions: Record<string, string>;
    events?: string[];
  }): Promise<void>;
  /** A token as the REST call would mint it, without a JWT. */
  createInstallationToken(input: {
    installationId: number;
    permissions?: Record<string, string>;
    expiresInSeconds?: number;
  }): Promise<{ token: string; expiresAt: string }>;

  /** A personal access token. */
  createUserToken(input: { login: string; expiresInSeconds?: number }): Promise<{ token: string }>;
  /** What the web flow ends with (`ghu_...`, `ghr_...`), without the flow. */
  authorizeUser(input: { login: string; expiresInSeconds?: number }): Promise<{ token: string; refreshToken: string }>;
  /** The user takes the App's authorization back; the webhook tells of it as `github_app_authorization.revoked`. */
  revokeAuthorization(input: { login: string }): Promise<void>;
  /**
   * Who sits at the browser that opens the pages (default octocat), and what that person does there: `ask` (default)
   * shows a page with a button; `accept`, `deny` and `request` (an owner to install) answer at once. `installOn`: the
   * account that `accept` installs the App on; default the first without it.
   */
  setBrowser(input: {
    login?: string;
    consent?: 'ask' | 'accept' | 'deny' | 'request';
    installOn?: string;
  }): Promise<void>;
  /** Makes every token of the installation or user invalid at once. */
  expireTokens(input: { installationId: number } | { login: string }): Promise<void>;
  /** Base URL with credentials in it: `<gitUrl>/<owner>/<repo>.git` clones and takes pushes for all that `login` may push to. */
  gitUrl(input?: { login?: string }): Promise<string>;
  /** Clone-and-push URL of one repository, with credentials of somebody who may push to it. */
  pushUrl(input: RepositoryName): Promise<string>;

  /** Goes the way of a push: webhooks, check suite, `pushed_at`. */
  commitFiles(input: CommitFilesInput): Promise<{ sha: string; tree: string; branch: string; before: string }>;
  /** `target`: sha, branch or tag; default the default branch's head. `sha` is the ref's new value, `commit` what it peels to. */
  createTag(
    input: RepositoryName & {
      name: string;
      target?: string;
      annotated?: boolean;
      message?: string;
      force?: boolean;
      pusher?: string;
    },
  ): Promise<{ sha: string; commit: string }>;
  /** Several refs in one push: moves, creates and deletes. */
  updateRefs(input: RepositoryName & { updates: RefUpdate[]; pusher?: string }): Promise<void>;
  listRefs(input: RepositoryName): Promise<{ ref: string; sha: string; commit: string }[]>;

  /** A copy with all branches and tags under another owner. */
  forkRepository(input: RepositoryName & { newOwner: string }): Promise<RepositorySummary>;
  /**
   * `head`: a branch, or `owner:branch` of a fork. `base`: default the default branch. Pushing to the head branch
   * synchronizes, deleting it closes. Told of when the installation has pull_requests: read and is subscribed.
   */
  openPullRequest(
    input: RepositoryName & {
      head: string;
      base?: string;
      title?: string;
      body?: string;
      draft?: boolean;
      author?: string;
    },
  ): Promise<PullRequestSummary>;
  closePullRequest(input: RepositoryName & { number: number }): Promise<void>;
  reopenPullRequest(input: RepositoryName & { number: number }): Promise<void>;
  /** With a merge commit, pushed to the base branch; so does any push to it that has the head's commits. */
  mergePullRequest(input: RepositoryName & { number: number }): Promise<{ sha: string }>;
  listPullRequests(input: RepositoryName): Promise<PullRequestSummary[]>;

  listCheckRuns(input: RepositoryName & { sha?: string }): Promise<CheckRun[]>;
  listStatuses(input: RepositoryName & { sha?: string }): Promise<CommitStatus[]>;
  /** Presses "Re-run" on the check-run's page. */
  rerequestCheckRun(input: { checkRunId: number }): Promise<void>;
  rerequestCheckSuite(input: { checkSuiteId: number }): Promise<void>;

  setWebhookUrl(input: { url: string | null; secret?: string }): Promise<void>;
  pingWebhook(input?: Record<string, never>): Promise<void>;
  /** Oldest first. */
  listDeliveries(input?: { event?: string; action?: string }): Promise<HookDelivery[]>;
  redeliver(input: { deliveryId: number }): Promise<void>;
  /** Resolves when no push is being looked at and no delivery is queued or on its way (held ones do not count). */
  settled(input?: Record<string, never>): Promise<void>;

  /** Applies to the next `times` (default 1) matching requests or deliveries. Returns its id. */
  addFault(input: Fault): Promise<{ id: number }>;
  listFaults(input?: Record<string, never>): Promise<FaultSummary[]>;
  /** The next `times` matching deliveries get lost; recorded as failed with 502. */
  dropWebhooks(input?: WebhookMatch & { times?: number }): Promise<void>;
  /** The next `times` matching deliveries are sent twice, with the same GUID. */
  doubleWebhooks(input?: WebhookMatch & { times?: number }): Promise<void>;
  /** From now on matching deliveries wait for `releaseWebhooks`. */
  holdWebhooks(input?: WebhookMatch): Promise<void>;
  listHeldWebhooks(
    input?: Record<string, never>,
  ): Promise<{ guid: string; event: string; action: string | null; ref: string | null }[]>;
  /** Sends the held ones, in the order of `guids` (others stay held); without it all, in their order, and holding ends. */
  releaseWebhooks(input?: { guids?: string[] }): Promise<void>;
  /** Ends all faults and all holding; held deliveries are sent. */
  clearFaults(input?: Record<string, never>): Promise<void>;

  /** Sets the budget of everybody (or one installation). `resetAt` is epoch seconds. */
  setRateLimit(input: RateLimitSetting): Promise<void>;
  listRequests(input?: RequestFilter): Promise<LoggedRequest[]>;
  /** Total, and counts by `METHOD path-template` (`POST /repos/{owner}/{repo}/check-runs`). */
  countRequests(input?: RequestFilter): Promise<{ total: number; byRoute: Record<string, number> }>;
  clearRequests(input?: Record<string, never>): Promise<void>;
};
