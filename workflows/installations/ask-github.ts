import { PermanentFailure, RateLimited } from '../../ports/faults.ts';
import { conflict, notFound, type Refusal } from '../refusal.ts';

/** Asks GitHub on behalf of a waiting request: one try, and what went wrong is an answer. */
export async function askGitHub<T>(question: () => Promise<T>): Promise<{ kind: 'answered'; answer: T } | Refusal> {
  try {
    return { kind: 'answered', answer: await question() };
  } catch (error) {
    return refusalOf(error);
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof PermanentFailure) return refusalOfPermanent(error);
  if (error instanceof RateLimited) {
    const message = `GitHub asks to pause until ${error.until.toISOString()}. Nothing was changed; try again then.`;
    return { kind: 'unavailable', code: 'github_unavailable', message, retryAt: error.until };
  }
  const message = 'GitHub could not be asked just now. Nothing was changed; try again in a moment.';
  return { kind: 'unavailable', code: 'github_unavailable', message, retryAt: null };
}

function refusalOfPermanent(failure: PermanentFailure): Refusal {
  switch (failure.code) {
    case 'repository_not_accessible':
      return notFound(
        'repository_not_accessible',
        `${failure.message} Check the name, and that the repository is among the installation's on GitHub.`,
      );
    case 'installation_missing':
      return notFound(
        'installation_not_found',
        `${failure.message} Install the App on the account again, then bind the new installation.`,
      );
    case 'installation_suspended':
      return conflict(
        'installation_suspended',
        `${failure.message} Unsuspend the App in the account's settings on GitHub, then try again.`,
      );
    case 'repository_too_large':
      return conflict('repository_too_large', failure.message);
    case 'commit_not_found':
      return notFound('ref_not_found', `${failure.message} It was pushed over just now: try again.`);
    default: {
      const message = `GitHub refused the request: ${failure.message}`;
      return { kind: 'unavailable', code: 'github_refused', message, retryAt: null };
    }
  }
}
