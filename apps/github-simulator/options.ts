/** The simulated GitHub App. Whatever is left out is made up on the first start and kept in the data folder. */
export type GitHubAppOptions = {
  /** App id, an integer. Default 424242. */
  id?: number;
  /** Default `simulated-app`. */
  slug?: string;
  /** PEM of the App's RSA key. Neither key given: one is generated on the first start and kept. */
  privateKeyPem?: string;
  /** For a caller that keeps the private key to itself; the simulator only verifies. */
  publicKeyPem?: string;
  /** Default: random, made on the first start. */
  webhookSecret?: string;
  /** Where webhooks go. Without one (and none set later) nothing is delivered. */
  webhookUrl?: string;
  /** Default `Iv23li` and 14 random characters. */
  clientId?: string;
  /** Default: 40 random hexadecimal digits. */
  clientSecret?: string;
  /** Exact addresses that the web flow may send a user back to. Default none. */
  callbackUrls?: string[];
  /** Where installing the App ends. Default none: at the installation's page. */
  setupUrl?: string | null;
  setupOnUpdate?: boolean;
  requestOAuthOnInstall?: boolean;
  /** What the App asks for when it is installed. Default: contents read, checks and statuses write. */
  permissions?: Record<string, string>;
  /** Default: push, create, delete, repository. */
  events?: string[];
};

export type GitHubSimulatorOptions = {
  /** Folder for repositories, state and deliveries; made when missing. A later start on it continues. */
  dataDir: string;
  /** Default 0: any free one. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  app?: GitHubAppOptions;
  /** The simulator's clock, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  /** How long a webhook's receiver may take. Default 10,000, as GitHub's. */
  webhookTimeoutMs?: number;
};

/** What the service under development needs to be configured as this App. */
export type GitHubAppCredentials = {
  id: number;
  slug: string;
  clientId: string;
  clientSecret: string;
  /** Absent when only a public key was given. */
  privateKeyPem: string | undefined;
  publicKeyPem: string;
  webhookSecret: string;
  webhookUrl: string | undefined;
};
