/** What SKILL.md says of its skill. Source: https://agentskills.io/specification */
export type SkillManifest = {
  name: string;
  description: string;
  license?: string;
  compatibility?: string;
  metadata?: Record<string, string>;
  /** Tools parted by spaces; a YAML list is joined so. */
  allowedTools?: string;
};

/** A problem at a place in SKILL.md; lines and columns count from 1. */
export type ManifestProblem = { code: string; message: string; line: number; column: number };

type Position = { line: number; column: number };

/** Front matter as a parser of YAML gives it; `positionOf` says where each top-level key stands in the file. */
type ParsedFrontMatter =
  | { kind: 'parsed'; value: unknown; positionOf: Record<string, Position>; endLine: number }
  | ({ kind: 'malformed'; message: string } & Position);

const maxNameLength = 64;
const maxDescriptionLength = 1024;
const maxCompatibilityLength = 500;

/** Judges the front matter of SKILL.md and names all of its problems. Unknown keys are accepted. */
export function judgeSkillManifest(
  frontMatter: ParsedFrontMatter,
): { kind: 'valid'; manifest: SkillManifest } | { kind: 'invalid'; problems: ManifestProblem[] } {
  if (frontMatter.kind === 'malformed') {
    const { message, line, column } = frontMatter;
    return { kind: 'invalid', problems: [{ code: 'front_matter_malformed', message, line, column }] };
  }
  const { value, positionOf } = frontMatter;
  if (!isMap(value)) return { kind: 'invalid', problems: [notAMap] };
  const problems: ManifestProblem[] = [];
  const report: Report = (key, kind, message) => {
    const position = (Object.hasOwn(positionOf, key) && positionOf[key]) || { line: 1, column: 1 };
    problems.push({ code: `${key.replaceAll('-', '_')}_${kind}`, message, ...position });
  };
  const manifest = readManifest(new Map(Object.entries(value)), report);
  return problems.length === 0 ? { kind: 'valid', manifest } : { kind: 'invalid', problems };
}

const notAMap: ManifestProblem = {
  code: 'front_matter_not_a_map',
  message: 'The front matter holds no keys. Give it at least `name: ...` and `description: ...`.',
  line: 1,
  column: 1,
};

type Fields = ReadonlyMap<string, unknown>;
type Report = (key: string, kind: 'missing' | 'not_text' | 'too_long' | 'malformed', message: string) => void;

function readManifest(fields: Fields, report: Report): SkillManifest {
  const license = optionalText(fields, 'license', report);
  const compatibility = optionalText(fields, 'compatibility', report, maxCompatibilityLength);
  const metadata = readMetadata(fields, report);
  const allowedTools = readAllowedTools(fields, report);
  return {
    name: readName(fields, report),
    description: requiredText(fields, 'description', report, maxDescriptionLength),
    ...(license !== undefined && { license }),
    ...(compatibility !== undefined && { compatibility }),
    ...(metadata !== undefined && { metadata }),
    ...(allowedTools !== undefined && { allowedTools }),
  };
}

function readName(fields: Fields, report: Report): string {
  const name = requiredText(fields, 'name', report, maxNameLength);
  if (name !== '' && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
    const rule = 'Use lower-case letters, digits and single hyphens between them, for example `code-review`.';
    report('name', 'malformed', `\`name\` is ${shown(name)}. ${rule}`);
  }
  return name;
}

/** The text, or an empty one after a problem was reported. */
function requiredText(fields: Fields, key: string, report: Report, maxLength: number): string {
  const value = fields.get(key);
  if (value !== undefined && value !== null) return textOf(value, key, report, maxLength);
  report(key, 'missing', `\`${key}\` is missing. Add a line \`${key}: ...\` to the front matter.`);
  return '';
}

function optionalText(fields: Fields, key: string, report: Report, maxLength = Infinity): string | undefined {
  const value = fields.get(key);
  return value === undefined || value === null ? undefined : textOf(value, key, report, maxLength);
}

function textOf(value: unknown, key: string, report: Report, maxLength: number): string {
  if (typeof value !== 'string') {
    report(key, 'not_text', `\`${key}\` must be text, not ${kindOf(value)}. Put it into quotes.`);
    return '';
  }
  const length = [...value].length;
  if (value.trim() === '') report(key, 'missing', `\`${key}\` is empty. Write something into it, or remove the line.`);
  else if (length > maxLength) {
    report(key, 'too_long', `\`${key}\` has ${length} characters; at most ${maxLength} are allowed. Shorten it.`);
  }
  return value.trim() === '' ? '' : value;
}

function readMetadata(fields: Fields, report: Report): Record<string, string> | undefined {
  const value = fields.get('metadata');
  if (value === undefined || value === null) return undefined;
  if (!isMap(value)) {
    report('metadata', 'malformed', `\`metadata\` must be keys with texts, not ${kindOf(value)}.`);
    return undefined;
  }
  const texts: [string, string][] = [];
  for (const [key, text] of Object.entries(value)) {
    if (typeof text === 'string') texts.push([key, text]);
    else {
      const message = `\`metadata\` may hold texts only; ${shown(key)} is ${kindOf(text)}. Put it into quotes.`;
      report('metadata', 'malformed', message);
    }
  }
  return Object.fromEntries(texts);
}

function readAllowedTools(fields: Fields, report: Report): string | undefined {
  const value = fields.get('allowed-tools');
  if (!Array.isArray(value)) return optionalText(fields, 'allowed-tools', report);
  if (value.every((tool): tool is string => typeof tool === 'string')) return value.join(' ');
  report('allowed-tools', 'malformed', '`allowed-tools` must be text, or a list of texts.');
  return undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'empty';
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}

function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
