import type { InstallationId, RepositoryId } from '../../domain/shared/ids.ts';
import type { GitHubSignIn } from '../../ports/access/github-sign-in.ts';
import type { InstallationRepositories } from '../../ports/connections/installation-repositories.ts';
import type { WebhookReader } from '../../ports/deliveries/webhook.ts';
import type { BindingProofs } from '../../ports/installations/binding-proofs.ts';
import type { GitHubApp } from '../../ports/installations/github-app.ts';
import type { Repositories } from '../../ports/publishing/repositories.ts';
import type { WriteBack } from '../../ports/publishing/write-back.ts';
import { gitHubSignIn } from './access/github-sign-in.ts';
import { gitHubClient } from './client.ts';
import { installationRepositories } from './connections/installation-repositories.ts';
import { webhookReader } from './deliveries/webhook-reader.ts';
import { type AppDescription, describeApp, gitHubApp } from './installations/app.ts';
import { bindingProofs } from './installations/binding-proofs.ts';
import type { GitHubAppOptions } from './options.ts';
import { checkRuns } from './publishing/check-runs.ts';
import { repositories } from './publishing/repositories.ts';
import { commitStatuses } from './publishing/statuses.ts';

/** Everything that GitHub does for us, in the name of one GitHub App. */
export type GitHubAppAdapter = {
  repositories: Repositories;
  writeBack: WriteBack;
  app: GitHubApp;
  installationRepositories: InstallationRepositories;
  bindingProofs: BindingProofs;
  signIn: GitHubSignIn;
  webhooks: WebhookReader;
  /** A live token, for git: for one repository, or for all of the installation. Throws as `Repositories` does. */
  tokenFor(installationId: InstallationId, repositoryId?: RepositoryId): Promise<string>;
  /** Git was refused with this token: the next `tokenFor` brings another. */
  dropToken(token: string): void;
  /** Asks GitHub how the App is registered. Throws as `GitHubApp` does. */
  appDescription(): Promise<AppDescription>;
};

/** Throws a sentence when the private key cannot be read or a webhook secret is empty; makes no request. */
export function githubApp(options: GitHubAppOptions): GitHubAppAdapter {
  const client = gitHubClient(options);
  return {
    repositories: repositories(client),
    writeBack: { ...checkRuns(client), ...commitStatuses(client) },
    app: gitHubApp(client),
    installationRepositories: installationRepositories(client),
    bindingProofs: bindingProofs(client, options),
    signIn: gitHubSignIn(client, options),
    webhooks: webhookReader(options.webhookSecrets),
    tokenFor: (installationId, repositoryId) => client.tokens.get({ installationId, repositoryId }),
    dropToken: client.tokens.drop,
    appDescription: () => describeApp(client),
  };
}
