/** How the App identifies itself, and where. */
export type GitHubAppOptions = {
  appId: number | string;
  /** GitHub advises it as the JWT's issuer; without it the App's id is used. */
  clientId?: string | undefined;
  /** For exchanging the codes of users' authorizations. */
  clientSecret?: string | undefined;
  /** Where GitHub's pages are: `https://github.com`. Without it codes are not exchanged. */
  gitUrl?: string | undefined;
  /** Where people install the App; without it GitHub is asked. */
  installUrl?: string | undefined;
  /** PEM, PKCS#1 (as GitHub hands it out) or PKCS#8. */
  privateKeyPem: string;
  /** Asked after a 401 with the other key, so that a key can be replaced without a pause. */
  previousPrivateKeyPem?: string;
  /** `https://api.github.com`, or `https://<host>/api/v3` of a GitHub Enterprise Server. */
  apiUrl: string;
  /** A delivery signed with any of them is ours: the current secret, and the previous one while it is replaced. */
  webhookSecrets: string[];
  fetch?: typeof globalThis.fetch;
  userAgent: string;
  /** For one request with its answer. Default 10,000. */
  requestTimeoutMs?: number;
};
