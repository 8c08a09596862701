import { parseSkillPath, skillFile, skillPathOf } from '../../domain/connections/skill-path.ts';
import { judgeSkillManifest, type ManifestProblem } from '../../domain/publishing/skill-manifest.ts';
import type { FrontMatterParser } from '../../ports/publishing/archive.ts';
import { type SourceCheckout, type SourceFile, TooLarge, type TreeEntry } from '../../ports/publishing/source.ts';

export type SkillFinderPorts = { parseFrontMatter: FrontMatterParser };

/**
 * A folder with a SKILL.md. `path` is what goes into a connection's `skillPath`; `name` and `description` are null
 * when the front matter has problems, which would make publishing fail.
 */
export type FoundSkill = {
  path: string;
  name: string | null;
  description: string | null;
  problems: ManifestProblem[];
};

const maxSkills = 200;
const limits = { fileBytes: 2 * 1024 * 1024, totalBytes: 16 * 1024 * 1024 };

/** The folders of a commit that hold a SKILL.md, in git's order, at most 200. Throws as `SourceCheckout` does. */
export async function findSkills(
  ports: SkillFinderPorts,
  checkout: Pick<SourceCheckout, 'findByName' | 'read'>,
): Promise<{ skills: FoundSkill[]; truncated: boolean }> {
  const found = await checkout.findByName(skillFile, maxSkills + 1);
  const entries = found.slice(0, maxSkills);
  const texts = await readTexts(checkout, entries);
  const skills = entries.map((entry) => describe(ports, entry, texts.get(entry.path)));
  return { skills, truncated: found.length > maxSkills };
}

function describe(ports: SkillFinderPorts, { path: file }: TreeEntry, text: string | TooLarge | undefined): FoundSkill {
  const path = skillPathOf(file);
  const skillPath = parseSkillPath(path);
  const problems: ManifestProblem[] =
    skillPath.kind === 'valid'
      ? []
      : [problem('skill_path_unusable', `No connection can name it: ${skillPath.message}`)];
  if (typeof text !== 'string') {
    const message = text
      ? `${text.message}, so it was not read. Make it smaller.`
      : 'It was not read, since all SKILL.md of the repository together are too large to read at once.';
    return { path, name: null, description: null, problems: [...problems, problem('skill_md_not_read', message)] };
  }
  const verdict = judgeSkillManifest(ports.parseFrontMatter(text));
  if (verdict.kind === 'invalid') {
    return { path, name: null, description: null, problems: [...problems, ...verdict.problems] };
  }
  const { name, description } = verdict.manifest;
  return { path, name, description, problems };
}

function problem(code: string, message: string): ManifestProblem {
  return { code, message, line: 1, column: 1 };
}

/** By path; a file that is too large is put aside, and the others are read. Left out: what could not be read at all. */
async function readTexts(
  checkout: Pick<SourceCheckout, 'findByName' | 'read'>,
  entries: readonly TreeEntry[],
): Promise<Map<string, string | TooLarge>> {
  const texts = new Map<string, string | TooLarge>();
  for (let left = entries; left.length > 0; left = left.filter(({ path }) => !texts.has(path))) {
    try {
      for await (const file of checkout.read(left, limits)) texts.set(file.entry.path, await textOf(file));
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      if (error.path === null) return texts;
      texts.set(error.path, error);
    }
  }
  return texts;
}

async function textOf({ bytes }: SourceFile): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of bytes) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
