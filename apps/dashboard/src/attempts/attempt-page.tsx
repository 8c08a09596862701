import { useParams } from 'react-router';
import { attemptHeading } from '../../../../domain/publishing/attempt-heading.ts';
import { isProblem } from '../api/problem.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page, Section } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { AttemptActions } from './attempt-actions.tsx';
import { AttemptCause } from './attempt-cause.tsx';
import { AttemptFacts } from './attempt-facts.tsx';
import { AttemptPackage } from './attempt-package.tsx';
import { AttemptResult } from './attempt-result.tsx';
import { AttemptSteps } from './attempt-steps.tsx';
import { type AttemptDetail, useAttempt } from './use-attempt.ts';

export function Component() {
  const { id = '' } = useParams();
  // Another attempt, such as a re-run of this one, begins at its own heading.
  return <AttemptOf key={id} id={id} />;
}

function AttemptOf({ id }: { id: string }) {
  const attempt = useAttempt(id);
  if (isProblem(attempt.error) && [400, 404, 422].includes(attempt.error.status)) return <Missing />;
  return <Loaded query={attempt}>{(shown) => <Shown attempt={shown} />}</Loaded>;
}

function Shown({ attempt }: { attempt: AttemptDetail }) {
  const { status, entry_name, version, reason, fault } = attempt;
  return (
    <Page
      title={attemptHeading({ status, entryName: entry_name, version, reason, fault })}
      above={<TextLink to="/attempts">Attempts</TextLink>}
      description={attempt.repo_full_name ?? 'The connection was deleted since.'}
      actions={<AttemptActions attempt={attempt} />}
    >
      <AttemptResult attempt={attempt} />
      <Section title="What started it">
        <AttemptCause attempt={attempt} />
      </Section>
      <Section title="Steps">
        <AttemptSteps attempt={attempt} />
      </Section>
      <Section title="Package">
        <AttemptPackage attempt={attempt} />
      </Section>
      <Section title="Details">
        <AttemptFacts attempt={attempt} />
      </Section>
    </Page>
  );
}

function Missing() {
  return (
    <Page title="There is no such attempt">
      <EmptyState title="Nothing is known of it" action={{ to: '/attempts', label: 'See all attempts' }}>
        The link may be cut off, or be of another organization: switch to that one at the top. Published versions stay
        all the same.
      </EmptyState>
    </Page>
  );
}
