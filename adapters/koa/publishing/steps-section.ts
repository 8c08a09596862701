import type { Attempt } from '../../../domain/publishing/attempt.ts';
import { isErrorForAll } from '../../../domain/publishing/failure.ts';
import { refusingStep } from '../../../domain/publishing/refusing-step.ts';
import { stepLabel } from '../../../domain/publishing/step-label.ts';
import { isStopped } from '../../../domain/publishing/stopped-step.ts';
import type { StepHistory, StepTry } from '../../../ports/workflow-engine.ts';
import { type Html, html } from '../html.ts';
import { durationOf, timeOf } from './page.ts';

const longestError = 500;

type Ended = Pick<Attempt, 'status' | 'reason'> & Parameters<typeof refusingStep>[0];

/** The steps with all of their tries, one row a try. No key is asked for here, so our own errors are not told. */
export function stepsSection(steps: readonly StepHistory[], attempt: Ended): Html {
  if (steps.length === 0) {
    const why = attempt.status === 'pending' ? 'No step has begun yet.' : 'No steps are known of this attempt.';
    return html`<h2>Steps</h2><p class="quiet">${why}</p>`;
  }
  return html`<h2>Steps</h2>
<div class="table" role="region" tabindex="0" aria-label="Steps"><table>
<thead><tr><th scope="col">Step</th><th scope="col">Try</th><th scope="col">Began</th><th scope="col">Took</th><th scope="col">Result</th></tr></thead>
<tbody>${steps.flatMap((step) => rowsOf(step, attempt))}</tbody></table></div>`;
}

function rowsOf({ name, finishedAt, tries }: StepHistory, attempt: Ended): Html[] {
  const isOver = isStopped({ name, isFinished: finishedAt !== null }, attempt);
  const refused = finishedAt !== null && name === refusingStep(attempt) ? attempt.reason : null;
  const underWay = isOver ? 'stopped' : 'under way';
  return tries.map(
    (stepTry, index) => html`<tr>
${index === 0 ? html`<th scope="row" rowspan="${tries.length}">${stepLabel(name)}</th>` : null}
<td>${stepTry.number}</td><td>${timeOf(stepTry.startedAt)}</td>
<td>${stepTry.finishedAt === null ? underWay : durationOf(stepTry.startedAt, stepTry.finishedAt)}</td>
<td class="text">${resultOf(stepTry, isOver && index === tries.length - 1, refused)}</td></tr>`,
  );
}

function resultOf({ error, finishedAt, retryAt }: StepTry, isOver: boolean, refused: string | null): Html {
  if (error === null && finishedAt !== null && refused !== null) return html`✗ refused: <code>${refused}</code>`;
  if (error === null) return html`${finishedAt !== null ? '✓ done' : isOver ? '– stopped' : '… under way'}`;
  const shown = isErrorForAll(error) ? cut(error) : 'did not succeed.';
  const again = retryAt === null || isOver ? null : html` Tried again at ${timeOf(retryAt)}.`;
  return html`✗ ${shown}${again}`;
}

function cut(error: string): string {
  return error.length > longestError ? `${error.slice(0, longestError)} …` : error;
}
