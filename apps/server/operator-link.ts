import { sha256Hex } from '../../adapters/koa/sha256.ts';
import type { SignInLinks } from '../../ports/access/sign-in-links.ts';
import { createOperatorLink, signInLinkUrl } from '../../workflows/access/create-sign-in-link.use-case.ts';
import { newSecret } from './secrets.ts';

/** A link that lets the first owner into the dashboard, once and soon; null: there is no owner. */
export async function operatorLink(signInLinks: SignInLinks, publicUrl: string): Promise<string | null> {
  const link = await createOperatorLink({ signInLinks, newSecret, sha256Hex, now: () => new Date() });
  return link && signInLinkUrl(publicUrl, link.token);
}
