/** Where a link in a package's text leads: outside, to a file of the package, or nowhere that is safe or known. */
export type LinkTarget = { kind: 'outside'; href: string } | { kind: 'file'; path: string } | { kind: 'none' };

const base = 'package:///';

/** What a link of a file at the package's root means. Only web and mail addresses leave the package. */
export function linkTarget(href: string): LinkTarget {
  if (href === '' || href.startsWith('#') || href.startsWith('//')) return { kind: 'none' };
  const url = URL.parse(href, base);
  if (url === null) return { kind: 'none' };
  if (['https:', 'http:', 'mailto:'].includes(url.protocol)) return { kind: 'outside', href: url.href };
  if (url.protocol !== 'package:') return { kind: 'none' };
  const path = decoded(url.pathname.replace(/^\/+/, ''));
  return path === '' ? { kind: 'none' } : { kind: 'file', path };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
