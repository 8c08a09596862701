import { parseSkillPath } from '../../domain/connections/skill-path.ts';
import { parseTagPattern, type TagPattern } from '../../domain/connections/tag-pattern.ts';
import { isRefName } from '../../domain/shared/git-ref.ts';
import type { FieldProblem } from '../refusal.ts';

/** A connection's settings as somebody typed them. */
export type RequestedSettings = {
  /** `owner/name`. */
  repoFullName: string;
  /** Left out: the repository's own default branch. */
  defaultBranch?: string | undefined;
  skillPath: string;
  tagPattern: string;
};

type ParsedSettings = {
  owner: string;
  name: string;
  defaultBranch: string | null;
  skillPath: string;
  tagPattern: TagPattern;
};

/** The settings, or all that is wrong with them, by the API's names of the fields. */
export function parseSettings(
  requested: RequestedSettings,
): { kind: 'valid'; settings: ParsedSettings } | { kind: 'invalid'; problems: FieldProblem[] } {
  const repository = parseFullName(requested.repoFullName);
  const skillPath = parseSkillPath(requested.skillPath);
  const tagPattern = parseTagPattern(requested.tagPattern);
  const problems: FieldProblem[] = [];
  if (!repository) {
    const message = 'Give the repository as owner/name, for example acme/skills.';
    problems.push({ path: 'repo_full_name', message });
  }
  if (requested.defaultBranch !== undefined && !isBranchName(requested.defaultBranch)) {
    const message = 'Give a branch by its short name, for example main.';
    problems.push({ path: 'default_branch', message });
  }
  if (skillPath.kind === 'invalid') problems.push({ path: 'skill_path', message: skillPath.message });
  if (tagPattern.kind === 'invalid') problems.push({ path: 'tag_pattern', message: tagPattern.message });
  if (!repository || skillPath.kind === 'invalid' || tagPattern.kind === 'invalid' || problems.length > 0) {
    return { kind: 'invalid', problems };
  }
  const defaultBranch = requested.defaultBranch ?? null;
  const settings = { ...repository, defaultBranch, skillPath: skillPath.path, tagPattern: tagPattern.pattern };
  return { kind: 'valid', settings };
}

/** GitHub's rules for account and repository names, as far as every name that exists keeps to them. */
function parseFullName(text: string): { owner: string; name: string } | null {
  const match = /^([A-Za-z0-9][A-Za-z0-9_-]{0,99})\/([A-Za-z0-9._-]{1,100})$/.exec(text);
  const [, owner, name] = match ?? [];
  if (owner === undefined || name === undefined || /^\.{1,2}$/.test(name)) return null;
  return { owner, name };
}

function isBranchName(text: string): boolean {
  return isRefName(text) && !text.startsWith('refs/') && !text.startsWith('-');
}
