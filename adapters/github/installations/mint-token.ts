import { z } from 'zod';
import { PermanentFailure } from '../../../ports/faults.ts';
import { repositoryFacts } from '../facts.ts';
import { isAppUnknown, Refused } from '../failures.ts';
import type { AsApp } from '../requests.ts';
import type { MintedToken, TokenScope } from './installation-tokens.ts';

const mintedToken = z.object({
  token: z.string().min(1),
  expires_at: z.iso.datetime({ offset: true }),
  repositories: z.array(repositoryFacts).optional(),
});

/**
 * Asks for an installation token: with all permissions the installation has, for one repository where the scope names it.
 * Source: https://docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
export async function mintInstallationToken(asApp: AsApp, scope: TokenScope): Promise<MintedToken> {
  const { installationId, repositoryId } = scope;
  try {
    const minted = await asApp(mintedToken, (request) =>
      request('POST /app/installations/{installation_id}/access_tokens', {
        installation_id: installationId,
        ...(repositoryId === undefined ? {} : { repository_ids: [repositoryId] }),
      }),
    );
    return { token: minted.token, expiresAt: new Date(minted.expires_at), repositories: minted.repositories ?? [] };
  } catch (error) {
    throw error instanceof Refused ? asMintFailure(error, scope) : error;
  }
}

function asMintFailure(refused: Refused, { installationId, repositoryId }: TokenScope): PermanentFailure {
  if (refused.status === 404 && !isAppUnknown(refused.sentence)) {
    return new PermanentFailure(
      'installation_missing',
      `${refused.message} The App’s installation ${installationId} was removed: install the App again.`,
    );
  }
  if (refused.status === 422 && repositoryId !== undefined) {
    return new PermanentFailure(
      'repository_not_accessible',
      `${refused.message} Add repository ${repositoryId} to the App’s installation ${installationId}.`,
    );
  }
  return refused;
}
