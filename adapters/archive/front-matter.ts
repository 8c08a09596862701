import { Composer, type CST, type Document, isAlias, isMap, isScalar, Lexer, LineCounter, Parser, visit } from 'yaml';
import type { FrontMatter, FrontMatterParser } from '../../ports/publishing/archive.ts';

const maxCharacters = 65_536;
const maxDepth = 32;

/** A problem at a character of the YAML text between the `---` lines. */
class Malformed extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Parses YAML 1.2 (core schema) between a first line `---` and the next line `---`; a byte order mark and CRLF are
 * allowed. Refused as malformed, so that time and memory stay bounded: more than 65,536 characters, more than 32
 * levels, aliases, tags, and collections as keys. So are keys that come twice. An empty front matter is `null`;
 * `endLine` is the line of the closing `---`.
 */
export const parseFrontMatter: FrontMatterParser = (text) => {
  const block = cutOut(text);
  if ('kind' in block) return block;
  const lines = new LineCounter();
  lines.addNewLine(0);
  // The text begins below the first `---`, in line 2 of the file.
  const positionAt = (offset: number) => {
    const { line, col } = lines.linePos(Math.min(offset, block.yaml.length));
    return { line: line + 1, column: col };
  };
  try {
    const document = compose(block.yaml, lines);
    const positionOf = topLevelKeys(document).map(({ key, offset }) => [key, positionAt(offset)] as const);
    return {
      kind: 'parsed',
      value: document.toJS({ maxAliasCount: 0 }),
      positionOf: Object.fromEntries(positionOf),
      endLine: block.endLine,
    };
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'malformed', ...positionAt(error.offset), message: error.message };
    throw error;
  }
};

function cutOut(text: string): { yaml: string; endLine: number } | FrontMatter {
  const start = /^\uFEFF?---[ \t]*\r?\n/.exec(text);
  if (start === null) {
    return malformedAtStart(
      'There is no front matter. Begin the file with a line `---`, then `name: ...` and `description: ...`, then a line `---`.',
    );
  }
  // One character more than allowed is searched for the end, so that a long file costs no more than a short one.
  const window = text.slice(start[0].length, start[0].length + maxCharacters + 8);
  const end = /(?:^|\r?\n)---[ \t]*\r?(?:\n|$)/.exec(window);
  if (end === null || end.index > maxCharacters) {
    return malformedAtStart(
      text.length - start[0].length > maxCharacters
        ? `The front matter does not end within ${maxCharacters} characters. End it with a line \`---\`.`
        : 'The front matter does not end. Add a line `---` after its last entry.',
    );
  }
  const yaml = window.slice(0, end.index);
  return { yaml, endLine: end[0].startsWith('-') ? 2 : yaml.split('\n').length + 2 };
}

function malformedAtStart(message: string): FrontMatter {
  return { kind: 'malformed', line: 1, column: 1, message };
}

function compose(yaml: string, lines: LineCounter): Document {
  // Keys are compared in `refuseHazards`: the library's own comparison takes quadratic time.
  const options = {
    schema: 'core',
    uniqueKeys: false,
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
  } as const;
  const documents = [...new Composer(options).compose(tokensOf(yaml, lines), true, yaml.length)];
  const [document, second] = documents;
  if (document === undefined) throw new Malformed(0, 'The front matter is empty.');
  if (second !== undefined) throw new Malformed(second.range[0], 'The front matter holds a second YAML document.');
  const problem = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])[0];
  if (problem !== undefined) throw new Malformed(problem.pos[0], problem.message);
  refuseHazards(document);
  return document;
}

function* tokensOf(yaml: string, lines: LineCounter): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  for (const lexeme of new Lexer().lex(yaml)) {
    yield* parser.next(lexeme);
    // The parser keeps a stack of its own; what is built from its tokens recurses, and so must never see deep ones.
    if (parser.stack.length > maxDepth + 2)
      throw new Malformed(parser.offset, `This is nested deeper than ${maxDepth} levels.`);
  }
  yield* parser.end();
}

function refuseHazards(document: Document): void {
  visit(document, {
    Node(_, node) {
      const offset = node.range?.[0] ?? 0;
      if (isAlias(node))
        throw new Malformed(offset, `The alias *${node.source} is not supported. Write the value out.`);
      if (node.tag !== undefined) throw new Malformed(offset, `The tag ${node.tag} is not supported. Remove it.`);
      if (!isMap(node)) return;
      const seen = new Set<unknown>();
      for (const { key } of node.items) {
        const name = isScalar(key) ? key.value : key;
        if (seen.has(name)) throw new Malformed(offsetOf(key), `The key "${name}" is given twice.`);
        seen.add(name);
      }
    },
  });
}

function topLevelKeys(document: Document): { key: string; offset: number }[] {
  if (!isMap(document.contents)) return [];
  return document.contents.items.map(({ key }) => ({
    key: String(isScalar(key) ? key.value : key),
    offset: offsetOf(key),
  }));
}

function offsetOf(key: unknown): number {
  return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
}
