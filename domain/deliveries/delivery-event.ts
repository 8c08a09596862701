import type { InstallationFacts } from '../installations/installation.ts';
import type { AccountId, InstallationId, RepositoryId, Sha } from '../shared/ids.ts';

/** A repository as a payload or an answer of GitHub's names it. */
export type RepositoryFacts = {
  id: RepositoryId;
  ownerId: AccountId;
  owner: string;
  name: string;
  private: boolean;
  archived: boolean;
  defaultBranch: string;
};

type FromRepository = { installationId: InstallationId; repository: RepositoryFacts };

/** What a webhook delivery says, as far as this service uses it. */
export type DeliveryEvent =
  | { kind: 'ping' }
  | ({
      kind: 'push';
      ref: string;
      deleted: boolean;
      forced: boolean;
      after: Sha | null;
      headCommit: Sha | null;
    } & FromRepository)
  | ({ kind: 'tag-created'; tag: string } & FromRepository)
  | { kind: 'installation'; action: InstallationAction; installation: InstallationFacts }
  | {
      kind: 'installation-repositories';
      installation: InstallationFacts;
      added: RepositoryId[];
      removed: RepositoryId[];
    }
  /** The account that the App is installed on has another login now. */
  | { kind: 'installation-target-renamed'; installationId: InstallationId }
  | ({ kind: 'repository'; action: RepositoryAction } & FromRepository)
  /** A pull request has a head to look at: it was opened, pushed to or opened again. `baseRef`: a short branch name. */
  | ({
      kind: 'pull-request';
      number: number;
      headSha: Sha;
      /** When it was changed so; events come in any order. */
      headAt: Date;
      baseRef: string;
      fromFork: boolean;
    } & FromRepository)
  | ({ kind: 'check-run-rerequested'; externalId: string | null; headSha: Sha } & FromRepository)
  | ({ kind: 'check-suite-rerequested'; headSha: Sha } & FromRepository)
  | { kind: 'unused' };

export type InstallationAction = 'created' | 'deleted' | 'suspend' | 'unsuspend' | 'new_permissions_accepted';
export type RepositoryAction =
  | 'renamed'
  | 'transferred'
  | 'deleted'
  | 'privatized'
  | 'publicized'
  | 'archived'
  | 'unarchived';
