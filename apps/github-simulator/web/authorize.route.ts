import { mintAuthorizationCode } from '../authorization-codes.ts';
import { escapeHtml, hiddenFields, htmlPage, notFoundPage } from './html-page.ts';
import { redirect, visitorOf, type WebAnswer, type WebRequest, type WebRoute } from './web-route.ts';

const path = '/login/oauth/authorize';
const pattern = /^\/login\/oauth\/authorize$/;

/** The App's user authorization, web flow: a page with a button, or the redirect at once. */
export const authorizeRoutes: readonly WebRoute[] = [
  { method: 'GET', pattern, path, handle: (request) => answer(request, request.query, undefined) },
  { method: 'POST', pattern, path, handle: (request) => answer(request, request.form, request.form.get('decision')) },
];

function answer({ simulation }: WebRequest, input: URLSearchParams, decision: string | null | undefined): WebAnswer {
  const { app } = simulation.state;
  if (input.get('client_id') !== app.clientId) return notFoundPage('No App has this client_id.');
  const [firstCallback] = app.callbackUrls;
  if (firstCallback === undefined) return notFoundPage('The App has no callback URL: give it one with configureApp.');
  const named = input.get('redirect_uri');
  const state = input.get('state');
  if (named !== null && !app.callbackUrls.includes(named)) return redirect(firstCallback, mismatch(state));
  const redirectUri = named ?? firstCallback;
  const codeChallenge = input.get('code_challenge');
  if (codeChallenge !== null && input.get('code_challenge_method') !== 'S256') {
    return redirect(redirectUri, {
      ...refusal('invalid_request', 'code_challenge_method must be S256.'),
      state,
    });
  }
  const visitor = visitorOf(simulation);
  if (decision === undefined && visitor.consent === 'ask') return page(app.slug, visitor.account.login, input);
  if (decision === 'cancel' || (decision === undefined && visitor.consent === 'deny')) {
    const denied = refusal('access_denied', 'The user has denied your application access.');
    return redirect(redirectUri, { ...denied, state });
  }
  const code = mintAuthorizationCode(simulation, { accountId: visitor.account.id, codeChallenge, redirectUri });
  return redirect(redirectUri, { code, state });
}

function page(slug: string, login: string, input: URLSearchParams): WebAnswer {
  const button = (decision: string, text: string) =>
    `<button type="submit" name="decision" value="${decision}">${escapeHtml(text)}</button>`;
  return htmlPage(
    200,
    `Authorize ${slug}`,
    `<p>${escapeHtml(slug)} wants to know who you are. You are signed in as <strong>${escapeHtml(login)}</strong>.</p>` +
      `<form method="post" action="${path}">${hiddenFields(Object.fromEntries(input))}` +
      `${button('authorize', `Authorize ${slug}`)}${button('cancel', 'Cancel')}</form>`,
  );
}

function mismatch(state: string | null) {
  const sentence = 'The redirect_uri is not associated with this application.';
  return { ...refusal('redirect_uri_mismatch', sentence), state };
}

function refusal(error: string, sentence: string) {
  const error_uri = `https://docs.github.com/apps/troubleshooting/authorization-request-errors/#${error.replaceAll('_', '-')}`;
  return { error, error_description: sentence, error_uri };
}
