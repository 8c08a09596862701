import { useParams } from 'react-router';
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
  return (
    <Page
      title={headingOf(attempt)}
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

function headingOf({ status, entry_name, version, fault }: AttemptDetail): string {
  switch (status) {
    case 'pending':
      return `Publishing ${entry_name}`;
    case 'published':
      return `Published ${entry_name} ${version ?? ''}`.trim();
    case 'skipped':
      return `Nothing new to publish for ${entry_name}`;
    case 'failed':
      return fault === 'service' ? `${entry_name} could not be published just now` : `${entry_name} was not published`;
    default:
      return status satisfies never;
  }
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
