import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { type Explanation, explain } from '../../domain/publishing/explain.ts';
import type { AttemptFacts, ConnectionFacts, ExplainSubject } from '../../domain/publishing/explain-facts.ts';
import { type DeliveryId, parseId } from '../../domain/shared/ids.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import type { ExplainQuestion, Explanations } from '../../ports/publishing/explanations.ts';
import type { WorkflowEngine } from '../../ports/workflow-engine.ts';
import { toReadGitHub } from '../access/needs.ts';
import { deliveryScopeOf, type Tenancy } from '../deliveries/delivery-scope.ts';
import { type FieldProblem, invalid, type Refusal } from '../refusal.ts';
import { stepsOf } from './show-attempt.use-case.ts';
import { toldAttempt, toldDelivery, toldSteps } from './told-errors.ts';

export type ExplainPorts = Tenancy & {
  explanations: Explanations;
  attempts: Pick<Attempts, 'keptHistory'>;
  engine: Pick<WorkflowEngine, 'history'>;
};

/** One of `sha`, `ref` (of a `repo`) and `delivery`; or the `repo` alone, for what happened there last. */
export type Explain = {
  caller: Caller;
  /** `owner/name`. */
  repo?: string | undefined;
  sha?: string | undefined;
  ref?: string | undefined;
  delivery?: string | undefined;
};

export type Explained = Explanation & {
  subject: ExplainSubject;
  connections: readonly ConnectionFacts[];
  truncated: boolean;
};

/** How many attempts are told with their steps, the newest ones: each history may be a question to the engine. */
const mostHistories = 10;

/** Everything that happened to a commit, a ref or a delivery, and a sentence that says what to do. */
export async function explainPublishing(
  ports: ExplainPorts,
  input: Explain,
): Promise<({ kind: 'explained' } & Explained) | Refusal> {
  const { caller } = input;
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const problems = problemsOf(input);
  if (problems.length > 0) return invalid(problems);
  const rows = await ports.explanations.find(questionOf(ports, input));
  const attempts: AttemptFacts[] = [];
  for (const [index, row] of rows.attempts.entries()) {
    const steps = index < mostHistories ? await stepsOf(ports, row.attempt) : [];
    attempts.push({ ...row, attempt: toldAttempt(ports, row.attempt), steps: toldSteps(ports, steps) });
  }
  const deliveries = rows.deliveries.map((delivery) => toldDelivery(ports, delivery));
  const { repo = null, sha = null, ref = null, delivery = null } = input;
  const subject: ExplainSubject = { repository: repo, commit: sha, ref, delivery };
  return {
    kind: 'explained',
    subject,
    connections: rows.connections,
    truncated: rows.truncated,
    ...explain({ ...rows, subject, deliveries, attempts }),
  };
}

function problemsOf({ repo, sha, ref, delivery }: Explain): FieldProblem[] {
  const given = [sha, ref, delivery].filter((value) => value !== undefined);
  if (given.length > 1) return [{ path: 'ref', message: 'Give one of sha, ref and delivery.' }];
  if (given.length === 0 && repo === undefined) {
    return [{ path: 'repo', message: 'Give a repository, for example acme/skills, or a sha, or a delivery.' }];
  }
  if (ref !== undefined && repo === undefined) {
    return [{ path: 'repo', message: 'Give the repository of the ref, for example acme/skills.' }];
  }
  return [];
}

function questionOf(ports: Tenancy, { caller, repo, sha, ref, delivery }: Explain): ExplainQuestion {
  const deliveryId = delivery === undefined ? null : parseId<DeliveryId>(delivery);
  return {
    scope: deliveryScopeOf(ports, caller),
    repository: repo ?? null,
    commit: sha?.toLowerCase() ?? null,
    refs: ref === undefined ? null : namesOf(ref),
    delivery: delivery === undefined ? null : { guid: delivery, id: deliveryId },
  };
}

/** A short name may be a branch's or a tag's, and a manual run bears it until it is resolved. */
function namesOf(ref: string): string[] {
  return ref.startsWith('refs/') ? [ref] : [ref, `refs/heads/${ref}`, `refs/tags/${ref}`];
}
