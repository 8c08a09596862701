import { repositoryFullName } from '../../../domain/connections/connection.ts';
import { adviceBeside } from '../../../domain/publishing/advice.ts';
import type { Attempt, TriggerKind, WriteBackStatus } from '../../../domain/publishing/attempt.ts';
import { attemptHeading } from '../../../domain/publishing/attempt-heading.ts';
import type { Annotation, PublishOutcome } from '../../../domain/publishing/outcome.ts';
import { describeOutcome } from '../../../domain/publishing/outcome-message.ts';
import { explainSkip } from '../../../domain/publishing/skip-reason.ts';
import type { AttemptContext } from '../../../ports/publishing/attempts.ts';
import type { StepHistory } from '../../../ports/workflow-engine.ts';
import { type Html, html } from '../html.ts';
import { page } from '../page.ts';
import { durationOf, timeOf } from './page.ts';
import { stepsSection } from './steps-section.ts';

/** What the page tells; it says no more of the repository than the check-run on the commit does. */
export type AttemptStory = Pick<AttemptContext, 'attempt' | 'connection' | 'outcome'> & { steps: StepHistory[] };

const refreshSeconds = 3;

/** The page that a check-run's details link leads to. Everything in it that others wrote is escaped. */
export function attemptPage(story: AttemptStory): string {
  const { attempt, connection, outcome, steps } = story;
  const repository = repositoryFullName(connection);
  const heading = headingOf(story);
  const main = html`<p class="status status-${attempt.status}">${statusLabels[attempt.status]}</p>
<h1>${heading}</h1>
${explanation(outcome, repository)}
${facts(story, repository)}
${annotationsSection(outcome?.kind === 'failed' ? outcome.annotations : [])}
${stepsSection(steps, { ...attempt, fault: faultOf(outcome) })}
<p class="quiet">Attempt <code>${attempt.id}</code>. Members <a href="/sign-in?return_to=/attempts/${attempt.id}">sign in</a> to see
more of it, run it again or cancel it.</p>`;
  return page(`${heading} · ${repository}`, main, attempt.status === 'pending' ? refreshSeconds : null);
}

/** Words and signs, so that nothing depends on colour. */
const statusLabels: Record<Attempt['status'], string> = {
  pending: '… Under way',
  published: '✓ Published',
  skipped: '– Skipped',
  failed: '✗ Failed',
};

function headingOf({ attempt, connection, outcome }: AttemptStory): string {
  const { status, version, reason } = attempt;
  return attemptHeading({ status, version, reason, entryName: connection.entryName, fault: faultOf(outcome) });
}

function faultOf(outcome: PublishOutcome | null): 'repository' | 'service' | null {
  return outcome?.kind === 'failed' ? outcome.fault : null;
}

/** What happened, and what to do next. */
function explanation(outcome: PublishOutcome | null, repository: string): Html {
  if (!outcome) return html`<p>The attempt is under way. This page loads itself again until it has ended.</p>`;
  const message = describeOutcome(outcome, { repository });
  const reason = outcome.kind === 'published' ? null : outcome.reason;
  const next = adviceBeside({ reason, message, fix: nextStep(outcome, repository) });
  const advice =
    next === null
      ? null
      : html`<h2>What to do next</h2>
<p>${next}</p>`;
  return html`<p>${message}</p>${advice}`;
}

function nextStep(outcome: PublishOutcome, repository: string): string | null {
  switch (outcome.kind) {
    case 'published':
      return outcome.isCurrent
        ? 'It is the current version now: clients get it with their next update.'
        : 'Another version stays the current one; this one can be installed by its name.';
    case 'skipped':
      return explainSkip(outcome.reason, { repository, version: outcome.version?.version ?? null }).fix;
    case 'failed':
      return outcome.fault === 'repository'
        ? 'Mend what is named here, then push again.'
        : 'Nothing is wrong with the commit. Re-run the check on GitHub, or sync the connection.';
    default:
      return outcome satisfies never;
  }
}

function facts({ attempt, connection }: AttemptStory, repository: string): Html {
  const rows: [string, Html | string | null][] = [
    ['Repository', repository],
    ['Ref', html`<code>${attempt.ref}</code>`],
    ['Commit', attempt.commit && html`<code>${attempt.commit}</code>`],
    ['Registry entry', connection.entryName],
    ['Version', attempt.version],
    ['Reason', attempt.reason && html`<code>${attempt.reason}</code>`],
    ['Started by', triggerLabels[attempt.trigger]],
    ['Run', attempt.run > 1 ? `No. ${attempt.run} of this commit` : null],
    ['Began', timeOf(attempt.createdAt)],
    ['Ended', attempt.finishedAt && timeOf(attempt.finishedAt)],
    ['Took', attempt.finishedAt && durationOf(attempt.createdAt, attempt.finishedAt)],
    ['On the commit', writeBackText(attempt)],
  ];
  const shown = rows.filter(([, value]) => value !== null);
  return html`<dl>${shown.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

const triggerLabels: Record<TriggerKind, string> = {
  branch: 'a push to the branch',
  tag: 'a tag',
  manual: 'hand',
  're-run': 'a re-run of the check',
  sweep: 'a look at the repository',
};

const writeBackLabels: Record<WriteBackStatus, string> = {
  disabled: 'not told (write-back is off)',
  pending: 'not told yet',
  success: 'told',
  failed: 'could not be told',
  unsupported: 'cannot be told: the App lacks the permission',
};

/** What kept the commit from being told may be an error of ours, which is not for everybody; a lacking permission is. */
function writeBackText({ writeBackStatus, writeBackMessage }: Attempt): string {
  const label = writeBackLabels[writeBackStatus];
  return writeBackMessage && writeBackStatus === 'unsupported' ? `${label}. ${writeBackMessage}` : label;
}

function annotationsSection(annotations: readonly Annotation[]): Html | null {
  if (annotations.length === 0) return null;
  const rows = annotations.slice(0, 200).map(
    ({ path, line, column, code, message }) => html`<tr>
<th scope="row"><code>${path}</code></th><td>${column === null ? `${line}` : `${line}:${column}`}</td>
<td><code>${code}</code></td><td class="text">${message}</td></tr>`,
  );
  return html`<h2>Lines to change</h2>
<div class="table" role="region" tabindex="0" aria-label="Lines to change"><table>
<thead><tr><th scope="col">File</th><th scope="col">Line</th><th scope="col">Problem</th><th scope="col">What is wrong</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
