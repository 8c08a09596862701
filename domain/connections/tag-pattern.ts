import picomatch from 'picomatch/posix.js';

declare const checked: unique symbol;

/** A tag pattern that was checked: matching it against a tag takes little time whatever the tag. */
export type TagPattern = string & { readonly [checked]: 'TagPattern' };

export const defaultTagPattern = 'v*';

export const maxTagPatternLength = 128;
const maxWildcards = 3;

/**
 * Checks a glob over whole tag names. `*` and `?` stop at `/`, `**` as a whole part crosses it; `[a-z]` is one
 * character of a set, `[a-z]+` one or more of them, `{a,b}` one of several texts. Each `*`, `**`, `?`, `[...]+` and
 * `{...}` is a wildcard; three of them bound the work by the cube of the tag's length (at most 255 characters).
 * Globs that nest repetitions, which can take exponential time, are outside the subset.
 */
export function parseTagPattern(
  text: string,
): { kind: 'valid'; pattern: TagPattern } | { kind: 'invalid'; message: string } {
  const problem = problemOf(text);
  return problem === null ? { kind: 'valid', pattern: text as TagPattern } : { kind: 'invalid', message: problem };
}

/** Whether the pattern matches the whole tag name. A pattern outside the checked subset matches nothing. */
export function matchesTag(pattern: string, tag: string): boolean {
  if (problemOf(pattern) !== null) return false;
  return picomatch.isMatch(tag, pattern, picomatchOptions);
}

/** Exported for the test that bounds the work of compiled patterns. */
export const picomatchOptions = {
  dot: true,
  nonegate: true,
  noextglob: true,
  literalBrackets: false,
  fastpaths: false,
} satisfies picomatch.PicomatchOptions;

function problemOf(text: string): string | null {
  if (text === '') return 'A tag pattern is at least one character long, for example `v*`.';
  if (text.length > maxTagPatternLength)
    return `A tag pattern has at most ${maxTagPatternLength} characters; this one has ${text.length}.`;
  if (text.startsWith('!')) return 'A tag pattern cannot be negated: it names the tags to publish, for example `v*`.';
  if (/[!@?*+]\(/.test(text))
    return 'A tag pattern cannot use extended globs such as `+(...)`; use `{a,b}` or `[0-9]`.';
  // Git forbids the first of these in names of refs; the others have a meaning of their own in globs.
  if (/[\p{Cc} ~^:\\()|"]/u.test(withoutSets(text))) return characterMessage;
  if (text.startsWith('/') || text.startsWith('./') || text.endsWith('/')) {
    return 'A tag pattern neither starts with `/` or `./` nor ends with `/`: no tag is named so.';
  }
  return bracketProblem(text) ?? braceProblem(withoutSets(text)) ?? wildcardProblem(text);
}

const characterMessage =
  'A tag pattern cannot contain spaces, control characters or any of ~ ^ : \\ ( ) | " outside of a set.';

const set = /\[[A-Za-z0-9._@+-]+\]/g;

// A set stands for one character, so one letter takes its place in the checks that follow.
function withoutSets(text: string): string {
  return text.replace(set, 'x');
}

function bracketProblem(text: string): string | null {
  if (/[[\]]/.test(withoutSets(text))) {
    return 'A set in a tag pattern is closed and holds letters, digits and . _ @ + - only, for example `[0-9]`.';
  }
  for (const [found] of text.matchAll(set)) {
    if (!isOrdered(found)) return `The set ${found} in the tag pattern has a range that runs backwards.`;
  }
  return null;
}

function isOrdered(setText: string): boolean {
  try {
    return new RegExp(setText).source !== '';
  } catch {
    return false;
  }
}

function braceProblem(text: string): string | null {
  const rest = text.replace(/\{[^{}]*,[^{}]*\}/g, 'x');
  if (/[{}]/.test(rest)) return 'Braces in a tag pattern hold a list, for example `{v,release-}*`, and do not nest.';
  if (/\{[^}]*\.\./.test(text))
    return 'Braces in a tag pattern hold a list; ranges such as `{1..9}` are not supported.';
  if (text.includes('}+')) return 'Braces in a tag pattern cannot be repeated with `+`.';
  return null;
}

function wildcardProblem(text: string): string | null {
  const repeatedSets = text.match(/\[[^\]]*\]\+/g)?.length ?? 0;
  const others = withoutSets(text).match(/\*+|\?|\{/g)?.length ?? 0;
  const count = repeatedSets + others;
  if (count <= maxWildcards) return null;
  return `A tag pattern has at most ${maxWildcards} wildcards; this one has ${count}.`;
}
