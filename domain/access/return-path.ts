/**
 * Where to go after signing in: a path of ours with its query, else `/`. Browsers take `//host` and `/\host` for other
 * servers, and drop tabs and line ends before they look. Source: https://url.spec.whatwg.org/#url-parsing
 */
export function ownPath(text: string | null | undefined): string {
  if (!text || text.length > 2_000 || !/^\/(?!\/)[!-[\]-~]*$/.test(text)) return '/';
  return text;
}
