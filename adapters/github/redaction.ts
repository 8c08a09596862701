import { cutCharacters } from './text-limits.ts';

const tokens = /\bgh[a-z]_[A-Za-z0-9._-]{36,}|\bgithub_pat_[A-Za-z0-9_]{36,}|\bv1\.[0-9a-f]{40}\b/g;
const jwts = /\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g;

/** The text without anything that looks like a token of GitHub's, in its old and its stateless form, or like a JWT. */
export function redactTokens(text: string): string {
  return text.replace(tokens, '[token]').replace(jwts, '[token]');
}

/** Text from outside, fit for one line of a message: white space collapsed, cut at `limit` characters, no tokens. */
export function oneLine(text: string, limit = 300): string {
  const line = redactTokens(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return cutCharacters(line, limit);
}
