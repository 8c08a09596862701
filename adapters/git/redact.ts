/** Takes tokens out of a text for people: the given ones, those of GitHub's form, and any Basic or Bearer credentials. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '[redacted]');
  return clean
    .replaceAll(/gh[a-z]_[A-Za-z0-9._-]{36,}/g, '[redacted]')
    .replaceAll(/\b(Basic|Bearer) +[A-Za-z0-9+/=._~-]{8,}/gi, '$1 [redacted]')
    .replaceAll(/(https?:\/\/)[^/\s@]*@/gi, '$1');
}
