import { inRepository, skillFile } from '../../domain/connections/skill-path.ts';
import type { Annotation, PublishOutcome } from '../../domain/publishing/outcome.ts';
import type { PackageProblem } from '../../domain/publishing/package-rules.ts';

/** `omitted`: problems that are not listed. The message is about the first of them. */
export type PackageRefusal = {
  kind: 'refused';
  reason: string;
  message: string;
  problems: Annotation[];
  omitted: number;
};

/** How an attempt ends whose package is refused. */
export function outcomeOfRefusal({ reason, message, problems }: PackageRefusal): PublishOutcome {
  return { kind: 'failed', fault: 'repository', reason, message, annotations: problems };
}

/** The first problem is the reason and the message; all of them are annotations. */
export function refusalOf(found: PackageProblem[], skillPath: string, omitted = 0): PackageRefusal {
  const summary = summaryOf(found, omitted);
  const problems = found.map(({ code, path, message }): Annotation => {
    // Problems of the package as a whole are shown at its SKILL.md.
    return { path: inRepository(skillPath, path ?? skillFile), line: 1, column: null, code, message };
  });
  return { kind: 'refused', reason: summary.first.code, message: summary.message, problems, omitted };
}

/** The first problem, and all of them in one sentence: its message, and how many more there are. There is at least one. */
export function summaryOf<Problem extends { message: string }>(
  found: readonly Problem[],
  omitted: number,
): { first: Problem; message: string } {
  const [first, ...others] = found;
  if (!first) throw new Error('A refusal has at least one problem.');
  const more = others.length + omitted;
  return { first, message: more > 0 ? `${first.message} (${more} more to mend)` : first.message };
}

/** All problems of them; the first one gives reason and message. */
export function joined(refusals: readonly PackageRefusal[]): PackageRefusal {
  const [first] = refusals;
  if (!first) throw new Error('A refusal has at least one problem.');
  const problems = refusals.flatMap((refusal) => refusal.problems);
  const omitted = refusals.reduce((sum, refusal) => sum + refusal.omitted, 0);
  return { ...first, problems, omitted };
}
