/** What is asked about. An attempt needs no explanation beside its own page. */
export type Question =
  | { kind: 'attempt'; id: string }
  | { kind: 'delivery'; delivery: string }
  | { kind: 'commit'; commit: string; repo: string | null }
  | { kind: 'ref'; ref: string; repo: string | null }
  | { kind: 'repository'; repo: string };

/** What the page itself explains. */
export type Asked = Exclude<Question, { kind: 'attempt' }>;

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const sha = /^[0-9a-f]{7,64}$/i;
const repoName = '[\\w.-]{1,100}/[\\w.-]{1,100}';

/** Finds out what was pasted: an address of GitHub or of these pages, a repository, a commit, a ref, or a delivery's id. */
export function recognise(pasted: string): Question | null {
  const text = pasted.trim().replace(/^[<"'`]+|[>"'`]+$/g, '');
  if (text === '') return null;
  const own = new RegExp(`/(attempts|deliveries)/(${uuid})`, 'i').exec(text);
  if (own?.[2]) return own[1] === 'attempts' ? { kind: 'attempt', id: own[2] } : { kind: 'delivery', delivery: own[2] };
  if (new RegExp(`^${uuid}$`, 'i').test(text)) return { kind: 'delivery', delivery: text.toLowerCase() };
  if (/^(https?|ssh):\/\//i.test(text)) return ofAddress(text);
  const remote = /^[\w-]+@[^\s:/]+:(.+)$/.exec(text);
  if (remote?.[1]) return ofRepository(remote[1].replace(/\.git$/, ''));
  if (!text.startsWith('refs/')) {
    const named = new RegExp(`^(${repoName}?)(?:\\.git)?(?:(?:\\s*[@#:]\\s*|\\s+)(\\S+))?$`).exec(text);
    if (named?.[1]) return named[2] ? ofName(named[2], named[1]) : ofRepository(named[1]);
  }
  return /\s/.test(text) ? null : ofName(text, null);
}

function ofRepository(path: string): Question | null {
  return new RegExp(`^${repoName}$`).test(path) ? { kind: 'repository', repo: path } : null;
}

function ofName(name: string, repo: string | null): Question {
  return sha.test(name) ? { kind: 'commit', commit: name.toLowerCase(), repo } : { kind: 'ref', ref: name, repo };
}

/** Source of the paths: GitHub's own pages of commits, trees, files, releases and comparisons. */
function ofAddress(address: string): Question | null {
  if (!URL.canParse(address)) return null;
  const parts = new URL(address).pathname.split('/').filter(Boolean).map(decoded);
  const [owner, name, page, first, second] = parts;
  if (!owner || !name) return null;
  const repo = `${owner}/${name.replace(/\.git$/, '')}`;
  const whole = ofRepository(repo);
  if (!whole || !page || !first) return whole;
  switch (page) {
    case 'commit':
    case 'commits':
    case 'tree':
    case 'blob':
      return ofName(first, repo);
    case 'pull':
      return second === 'commits' && parts[5] ? ofName(parts[5], repo) : whole;
    case 'releases':
      return first === 'tag' && second ? { kind: 'ref', ref: `refs/tags/${parts.slice(4).join('/')}`, repo } : whole;
    case 'compare': {
      const head = /\.{2,3}(.+)$/.exec(first)?.[1];
      return head ? ofName(head, repo) : whole;
    }
    default:
      return whole;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The question of an address of the page; null: none is asked yet. */
export function questionOf(search: URLSearchParams): Asked | null {
  const [repo, commit, ref, delivery] = ['repo', 'commit', 'ref', 'delivery'].map((name) => search.get(name) || null);
  if (delivery) return { kind: 'delivery', delivery };
  if (commit) return { kind: 'commit', commit, repo: repo ?? null };
  if (ref) return { kind: 'ref', ref, repo: repo ?? null };
  return repo ? { kind: 'repository', repo } : null;
}

/** The address's parameters of a question, so that it can be shared. */
export function searchOf(question: Asked): URLSearchParams {
  const { kind: _, ...named } = question;
  return new URLSearchParams(Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== null));
}

/** A question as it could be typed. */
export function textOfQuestion(question: Asked): string {
  switch (question.kind) {
    case 'delivery':
      return question.delivery;
    case 'commit':
      return [question.repo, question.commit].filter(Boolean).join(' ');
    case 'ref':
      return [question.repo, question.ref].filter(Boolean).join(' ');
    case 'repository':
      return question.repo;
    default:
      return question satisfies never;
  }
}
