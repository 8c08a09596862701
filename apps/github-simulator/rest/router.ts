import type { Route } from './route.ts';

export type RouteMatch = { route: Route; params: Record<string, string> };

export type Router = (method: string, path: string) => RouteMatch | undefined;

/** Parameters that may hold slashes. */
const widePattern: Record<string, string> = { ref: '.+', path: '.*', basehead: '.+', branch: '.+', tree_sha: '.+' };

/** The first route whose template fits; the order of `routes` decides, so longer templates stand before shorter ones. */
export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map((route) => ({ route, ...compileTemplate(route.path) }));
  return (method, path) => {
    for (const { route, pattern, names } of compiled) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match === null) continue;
      const values = decodeAll(match.slice(1));
      if (values === undefined) return undefined;
      return { route, params: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])) };
    }
    return undefined;
  };
}

function compileTemplate(template: string): { pattern: RegExp; names: string[] } {
  const names: string[] = [];
  const source = template
    .split(/\{(\w+)\}/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replaceAll('.', '\\.');
      names.push(part);
      return `(${widePattern[part] ?? '[^/]+'})`;
    })
    .join('')
    // `contents/{path}` is also asked for without a path.
    .replace(/\/\(\.\*\)$/, '(?:/(.*))?');
  return { pattern: new RegExp(`^${source}$`), names };
}

function decodeAll(parts: (string | undefined)[]): string[] | undefined {
  try {
    return parts.map((part) => decodeURIComponent(part ?? ''));
  } catch {
    return undefined;
  }
}
