import type { ConnectionChanges } from '../../domain/connections/connection-changes.ts';
import { parseSkillPath } from '../../domain/connections/skill-path.ts';
import { parseTagPattern } from '../../domain/connections/tag-pattern.ts';
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
  tagPattern: string;
};

/** The settings, or all that is wrong with them, by the API's names of the fields. */
export function parseSettings(
  requested: RequestedSettings,
): { kind: 'valid'; settings: ParsedSettings } | { kind: 'invalid'; problems: FieldProblem[] } {
  const repository = parseFullName(requested.repoFullName);
  const { defaultBranch, skillPath, tagPattern } = requested;
  const parsed = parseChanges({ ...(defaultBranch !== undefined && { defaultBranch }), skillPath, tagPattern });
  if (!repository || parsed.kind === 'invalid') {
    const problems = parsed.kind === 'invalid' ? parsed.problems : [];
    return { kind: 'invalid', problems: repository ? problems : [badFullName, ...problems] };
  }
  const settings = { skillPath, tagPattern, ...parsed.changes };
  return { kind: 'valid', settings: { ...repository, ...settings, defaultBranch: defaultBranch ?? null } };
}

/** The settings that are there, checked and in their one spelling, or all that is wrong with them. */
export function parseChanges(
  requested: ConnectionChanges,
): { kind: 'valid'; changes: ConnectionChanges } | { kind: 'invalid'; problems: FieldProblem[] } {
  const changes: ConnectionChanges = { ...requested };
  const problems: FieldProblem[] = [];
  if (requested.defaultBranch !== undefined && !isBranchName(requested.defaultBranch)) {
    const message = 'Give a branch by its short name, for example main.';
    problems.push({ path: 'default_branch', message });
  }
  if (requested.skillPath !== undefined) {
    const skillPath = parseSkillPath(requested.skillPath);
    if (skillPath.kind === 'invalid') problems.push({ path: 'skill_path', message: skillPath.message });
    else changes.skillPath = skillPath.path;
  }
  if (requested.tagPattern !== undefined) {
    const tagPattern = parseTagPattern(requested.tagPattern);
    if (tagPattern.kind === 'invalid') problems.push({ path: 'tag_pattern', message: tagPattern.message });
  }
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'valid', changes };
}

const badFullName: FieldProblem = {
  path: 'repo_full_name',
  message: 'Give the repository as owner/name, for example acme/skills.',
};

/** GitHub's rules for account and repository names, as far as every name that exists keeps to them. */
export function parseFullName(text: string): { owner: string; name: string } | null {
  const match = /^([A-Za-z0-9][A-Za-z0-9_-]{0,99})\/([A-Za-z0-9._-]{1,100})$/.exec(text);
  const [, owner, name] = match ?? [];
  if (owner === undefined || name === undefined || /^\.{1,2}$/.test(name)) return null;
  return { owner, name };
}

function isBranchName(text: string): boolean {
  return isRefName(text) && !text.startsWith('refs/') && !text.startsWith('-');
}
