/** What a signed-in browser sends along. `change`: with what changes something, as our own pages send it. */
export type SignedInBrowser = { cookie: string; read: Record<string, string>; change: Record<string, string> };

/** A browser with that session cookie (`name=value`). `organizationId`: the one that it acts in. */
export function signedInBrowser(cookie: string, organizationId?: string): SignedInBrowser {
  const read = { Cookie: cookie, ...(organizationId && { 'Waybill-Organization': organizationId }) };
  return { cookie, read, change: { ...read, 'Sec-Fetch-Site': 'same-origin' } };
}

/** Signs in by a one-time link (`.../sign-in#token=...`), at a browser that has that cookie or none. */
export async function signInByLink(baseUrl: string, link: string, cookie?: string): Promise<SignedInBrowser> {
  const token = new URL(link).hash.replace('#token=', '');
  const headers = {
    'Content-Type': 'application/json',
    'Sec-Fetch-Site': 'same-origin',
    ...(cookie && { Cookie: cookie }),
  };
  const body = JSON.stringify({ token });
  const answer = await fetch(`${baseUrl}/api/v1/session/link`, { method: 'POST', headers, body });
  if (answer.status !== 200) throw new Error(`The link was answered with ${answer.status}: ${await answer.text()}`);
  return signedInBrowser(cookieOf(answer.headers));
}

/** Signs in as a member of the key's organization: as an owner of it, unless told whom. The key manages the organization. */
export async function signIn(baseUrl: string, key: string, memberId?: string): Promise<SignedInBrowser> {
  const headers = { Authorization: `Bearer ${key}` };
  const ask = async (method: string, path: string) => {
    const answer = await fetch(`${baseUrl}/api/v1/organization/members${path}`, { method, headers });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} members${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  };
  const owner = async () => {
    const { members }: { members: { id: string; role: string }[] } = await ask('GET', '?limit=100');
    return members.find(({ role }) => role === 'owner')?.id;
  };
  const { url } = await ask('POST', `/${memberId ?? (await owner())}/sign-in-links`);
  return await signInByLink(baseUrl, url);
}

/** The session cookie that an answer sets, as browsers send it. */
export function cookieOf(headers: Headers): string {
  const set = headers.getSetCookie().find((one) => /^(?:__Host-)?waybill_session=./.test(one));
  const cookie = set?.split(';')[0];
  if (cookie === undefined || cookie.endsWith('=')) throw new Error('The answer sets no session cookie');
  return cookie;
}
