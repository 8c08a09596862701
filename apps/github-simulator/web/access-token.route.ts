import { redeemAuthorizationCode } from '../authorization-codes.ts';
import { mintUserTokens, refreshUserTokens, type UserTokens } from '../tokens.ts';
import type { WebAnswer, WebRequest, WebRoute } from './web-route.ts';

/** A code, or a refresh token, for a user's token. Errors are answered with 200 and `error`, as GitHub does. */
export const accessTokenRoutes: readonly WebRoute[] = [
  {
    method: 'POST',
    pattern: /^\/login\/oauth\/access_token$/,
    path: '/login/oauth/access_token',
    handle: (request) => encode(request, exchange(request)),
  },
];

const sentences = {
  bad_verification_code: 'The code passed is incorrect or expired.',
  incorrect_client_credentials: 'The client_id and/or client_secret passed are incorrect.',
  redirect_uri_mismatch: 'The redirect_uri MUST match the registered callback URL for this application.',
  bad_refresh_token: 'The refresh token passed is incorrect or expired.',
  unsupported_grant_type: 'The grant_type passed is not supported.',
};

type Fields = Record<string, string | number>;

function exchange({ simulation, query, form }: WebRequest): Fields {
  const { app } = simulation.state;
  const given = (name: string) => form.get(name) ?? query.get(name);
  if (given('client_id') !== app.clientId || given('client_secret') !== app.clientSecret) {
    return refusal('incorrect_client_credentials');
  }
  const grantType = given('grant_type') ?? 'authorization_code';
  if (grantType === 'refresh_token') {
    const tokens = refreshUserTokens(simulation, given('refresh_token') ?? '');
    return tokens === undefined ? refusal('bad_refresh_token') : granted(tokens);
  }
  if (grantType !== 'authorization_code') return refusal('unsupported_grant_type');
  const redemption = redeemAuthorizationCode(simulation, {
    code: given('code') ?? '',
    codeVerifier: given('code_verifier'),
    redirectUri: given('redirect_uri'),
  });
  if (redemption.kind === 'refused') return refusal(redemption.error);
  return granted(mintUserTokens(simulation, redemption.accountId));
}

function granted(tokens: UserTokens): Fields {
  return {
    access_token: tokens.accessToken,
    expires_in: tokens.expiresInSeconds,
    refresh_token: tokens.refreshToken,
    refresh_token_expires_in: tokens.refreshExpiresInSeconds,
    scope: '',
    token_type: 'bearer',
  };
}

function refusal(error: keyof typeof sentences): Fields {
  const page =
    'https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/';
  return { error, error_description: sentences[error], error_uri: `${page}#${error.replaceAll('_', '-')}` };
}

/** A form unless JSON is accepted. */
function encode({ accept }: WebRequest, fields: Fields): WebAnswer {
  const json = accept.includes('json');
  const texts = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
  return {
    status: 200,
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' },
    body: json ? JSON.stringify(fields) : new URLSearchParams(texts).toString(),
  };
}
