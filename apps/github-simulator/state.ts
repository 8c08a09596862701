export type AccountType = 'User' | 'Organization';

export type Account = {
  id: number;
  login: string;
  type: AccountType;
  createdAt: string;
  /** Users who may do everything in the organization, the first being its owner. Empty for a user. */
  memberIds: number[];
};

export type Repository = {
  id: number;
  ownerId: number;
  name: string;
  private: boolean;
  archived: boolean;
  description: string | null;
  defaultBranch: string;
  createdAt: string;
  updatedAt: string;
  pushedAt: string;
  /** The repository that it is a fork of. */
  forkOfId?: number;
};

export type Permissions = Record<string, string>;

export type Installation = {
  id: number;
  accountId: number;
  repositorySelection: 'all' | 'selected';
  /** Meaningful for `selected`. */
  repositoryIds: number[];
  permissions: Permissions;
  events: string[];
  createdAt: string;
  updatedAt: string;
  suspendedAt: string | null;
  suspendedById: number | null;
};

export type InstallationToken = {
  kind: 'installation';
  installationId: number;
  permissions: Permissions;
  /** `null`: all that the installation reaches. */
  repositoryIds: number[] | null;
  expiresAt: string;
};

/** `personal`: a classic access token. `app`: the user authorized the App, and the token reaches what both may. */
export type UserToken = { kind: 'user'; accountId: number; expiresAt: string | null; of: 'personal' | 'app' };

/** What the web flow handed out, to be changed for a token once. */
export type AuthorizationCode = {
  accountId: number;
  /** The address that the code was sent to. */
  redirectUri: string;
  /** PKCE, S256. */
  codeChallenge: string | null;
  expiresAt: string;
};

/** Good for one use, which ends the pair that it belongs to. */
export type RefreshToken = { accountId: number; accessToken: string; expiresAt: string };

/** Who sits at the browser that opens the simulator's pages. */
export type BrowserState = {
  accountId: number;
  /** `ask`: pages with a button. The others answer at once, as if the person had pressed one. */
  consent: 'ask' | 'accept' | 'deny' | 'request';
  /** Where `accept` installs the App; else the first account that the person may use. */
  installOnId: number | null;
};

export type PullRequest = {
  id: number;
  repositoryId: number;
  number: number;
  title: string;
  body: string | null;
  draft: boolean;
  authorId: number;
  /** `null`: the fork is deleted. */
  headRepositoryId: number | null;
  /** The owner of the head's repository; the label outlives a deleted fork. */
  headOwnerId: number;
  headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
  state: 'open' | 'closed';
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  mergedAt: string | null;
  mergedById: number | null;
  mergeCommitSha: string | null;
};

export type CheckStatus = 'queued' | 'in_progress' | 'completed';

/** `simple-commit`, as suites carry it. */
export type HeadCommit = {
  id: string;
  tree_id: string;
  message: string;
  timestamp: string;
  author: { name: string; email: string };
  committer: { name: string; email: string };
};

export type CheckSuite = {
  id: number;
  repositoryId: number;
  headSha: string;
  headCommit: HeadCommit;
  headBranch: string | null;
  before: string | null;
  after: string | null;
  status: CheckStatus;
  conclusion: string | null;
  createdAt: string;
  updatedAt: string;
};

export type Annotation = {
  path: string;
  start_line: number;
  end_line: number;
  start_column: number | null;
  end_column: number | null;
  annotation_level: string;
  title: string | null;
  message: string;
  raw_details: string | null;
};

export type CheckRunAction = { label: string; description: string; identifier: string };

export type CheckRun = {
  id: number;
  repositoryId: number;
  suiteId: number;
  headSha: string;
  name: string;
  status: CheckStatus;
  conclusion: string | null;
  detailsUrl: string | null;
  externalId: string | null;
  startedAt: string | null;
  completedAt: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: Annotation[];
  actions: CheckRunAction[];
};

export type CommitStatus = {
  id: number;
  repositoryId: number;
  sha: string;
  state: 'error' | 'failure' | 'pending' | 'success';
  context: string;
  description: string | null;
  targetUrl: string | null;
  /** Account that made it; `null` is the App's bot. */
  creatorId: number | null;
  createdAt: string;
  updatedAt: string;
};

export type AppState = {
  id: number;
  slug: string;
  clientId: string;
  clientSecret: string;
  /** Where the web flow may send a user back to; the first one is taken when the request names none. */
  callbackUrls: string[];
  /** Where installing the App ends. */
  setupUrl: string | null;
  /** Also go to the setup URL when an installation's repositories were changed. */
  setupOnUpdate: boolean;
  /** "Request user authorization (OAuth) during installation": the first callback URL takes the setup URL's place. */
  requestOAuthOnInstall: boolean;
  ownerId: number;
  botId: number;
  privateKeyPem: string | undefined;
  publicKeyPem: string;
  webhookSecret: string;
  webhookUrl: string | undefined;
  webhookContentType: 'json' | 'form';
  hookId: number;
  createdAt: string;
  updatedAt: string;
  /** What the App asks for on installation. */
  permissions: Permissions;
  events: string[];
};

export type IdKind =
  | 'account'
  | 'repository'
  | 'installation'
  | 'suite'
  | 'run'
  | 'status'
  | 'delivery'
  | 'pullRequest';

/** Everything that outlives a restart, but for the repositories (bare, on disk) and the deliveries (a file each). */
export type State = {
  format: 1;
  app: AppState;
  nextIds: Record<IdKind, number>;
  accounts: Account[];
  repositories: Repository[];
  /** Lower-case `owner/name` of a repository's former names, to its id. */
  formerNames: Record<string, number>;
  /** The token in the URLs of `gitUrl` and `pushUrl`, by lower-case login. */
  gitTokens: Record<string, string>;
  installations: Installation[];
  tokens: Record<string, InstallationToken | UserToken>;
  checkSuites: CheckSuite[];
  checkRuns: CheckRun[];
  statuses: CommitStatus[];
  pullRequests: PullRequest[];
  authorizationCodes: Record<string, AuthorizationCode>;
  refreshTokens: Record<string, RefreshToken>;
  /** `null`: octocat, asked. */
  browser: BrowserState | null;
};

/** First ids as large as GitHub's, beyond 32 bits where GitHub's are, so that nobody stores them too small. */
export const firstIds: Record<IdKind, number> = {
  account: 583232,
  repository: 1_100_000_001,
  installation: 90_000_001,
  suite: 50_000_000_001,
  run: 56_000_000_001,
  status: 41_000_000_001,
  delivery: 240_000_000_000_001,
  pullRequest: 2_900_000_001,
};
