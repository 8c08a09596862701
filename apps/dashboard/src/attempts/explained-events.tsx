import {
  CheckCircleIcon,
  CheckIcon,
  ClockIcon,
  CommentIcon,
  GitCommitIcon,
  type Icon,
  InboxIcon,
  LawIcon,
  SkipIcon,
  XIcon,
} from '@primer/octicons-react';
import { Button } from '@primer/react';
import { useState } from 'react';
import { adviceBeside } from '../../../../domain/publishing/advice.ts';
import type { Schema } from '../api/client.ts';
import { Sentence } from '../components/sentence.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { Clock } from './clock.tsx';
import styles from './explain.module.css';
import { Timeline, TimelineItem, type Tone } from './timeline.tsx';

type Event = Schema<'TimelineEvent'>;

type Told = { events: readonly Event[]; newestFirst: boolean };

/** All that happened, which comes oldest first; what explains little only when it is asked for. */
export function ExplainedEvents({ events: given, newestFirst }: Told) {
  const [withAll, setWithAll] = useState(false);
  const events = newestFirst ? given.toReversed() : given;
  const telling = newestFirst ? tellingOf(events).slice(0, mostTold) : tellingOf(events);
  return (
    <>
      <Timeline label={`What happened, ${newestFirst ? 'newest' : 'oldest'} first`}>
        {(withAll ? events : telling).map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events have no ids, and never change their order.
          <EventItem key={index} event={event} />
        ))}
      </Timeline>
      {telling.length < events.length && (
        <Button size="small" aria-pressed={withAll} onClick={() => setWithAll(!withAll)}>
          {withAll ? 'Show less' : `Show all ${events.length} events`}
        </Button>
      )}
    </>
  );
}

/** Of a whole repository the newest, until all are asked for. */
const mostTold = 30;

/** Without steps that went well, and without deliveries that publish nothing where there are others. */
function tellingOf(events: readonly Event[]): readonly Event[] {
  const unused = new Set(events.flatMap(({ kind, delivery_id }) => (kind === 'delivery_ignored' ? delivery_id : [])));
  const telling = events.filter(
    ({ kind, code, delivery_id }) =>
      !(kind === 'step' && code === 'step_done') && !(delivery_id !== null && unused.has(delivery_id)),
  );
  return telling.length > 0 ? telling : events;
}

function EventItem({ event }: { event: Event }) {
  const { at, summary, code, fix, attempt_id, delivery_id } = event;
  const advice = adviceBeside({ reason: code, message: summary, fix });
  return (
    <TimelineItem {...lookOf(event)}>
      <p>
        <Sentence text={summary} />
      </p>
      {advice && (
        <p className={styles.fix}>
          <Sentence text={advice} />
        </p>
      )}
      <p className={styles.quiet}>
        <Time at={at} /> (<Clock at={at} />)
        {delivery_id && (
          <>
            {' · '}
            <TextLink to={`/deliveries/${delivery_id}`}>delivery</TextLink>
          </>
        )}
        {attempt_id && (
          <>
            {' · '}
            <TextLink to={`/attempts/${attempt_id}`}>attempt</TextLink>
          </>
        )}
      </p>
    </TimelineItem>
  );
}

const outcomes: Record<string, { icon: Icon; tone: Tone }> = {
  published: { icon: CheckCircleIcon, tone: 'success' },
  failed: { icon: XIcon, tone: 'danger' },
  skipped: { icon: SkipIcon, tone: 'attention' },
};

function lookOf({ kind, code, details }: Event): { icon: Icon; tone: Tone } {
  switch (kind) {
    case 'delivery_received':
    case 'delivery_processed':
      return { icon: InboxIcon, tone: 'neutral' };
    case 'delivery_ignored':
      return { icon: SkipIcon, tone: 'neutral' };
    case 'delivery_failed':
    case 'step_failed':
      return { icon: XIcon, tone: 'danger' };
    case 'decision':
      return { icon: LawIcon, tone: details.verdict === 'skip' ? 'attention' : 'accent' };
    case 'attempt_created':
      return { icon: GitCommitIcon, tone: 'neutral' };
    case 'step':
      return code === 'step_done' ? { icon: CheckIcon, tone: 'neutral' } : { icon: ClockIcon, tone: 'accent' };
    case 'waiting':
      return { icon: ClockIcon, tone: 'attention' };
    case 'outcome':
      return outcomes[String(details.status)] ?? { icon: CheckIcon, tone: 'neutral' };
    case 'write_back':
      return { icon: CommentIcon, tone: 'neutral' };
    default:
      return kind satisfies never;
  }
}
