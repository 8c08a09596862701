import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PauseReason } from '../connections/connection.ts';
import { explain } from './explain.ts';
import type { PublishOutcome, SkipReason } from './outcome.ts';
import { skipped } from './outcomes.ts';
import {
  at,
  attempt,
  attemptFacts,
  connection,
  decision,
  delivery,
  facts,
  id,
  sha,
  step,
} from './testing/sample-facts.ts';
import { timelineKinds } from './timeline-event.ts';

const version = { version: '1.2.0', commit: sha('a'), publishedAt: at(3).toISOString() };
const published: PublishOutcome = { kind: 'published', version, isCurrent: true };
const failed: PublishOutcome = {
  ...{ kind: 'failed', fault: 'repository', reason: 'skill_md_missing', annotations: [] },
  message: 'No SKILL.md found at .',
};
const steps = [step('resolveCommit', 1, 2), step('packSource', 2, 3), step('writeBack', 4, 5)];
const done = attemptFacts(
  { status: 'published', version: '1.2.0', writeBackStatus: 'success', finishedAt: at(4) },
  { outcome: published, writeBackAt: at(5), steps },
);
const whole = facts({ deliveries: [delivery()], decisions: [decision()], attempts: [done] });

describe('the timeline', () => {
  test('goes from the delivery to the write-back, with the ids that each thing is about', () => {
    const { events } = explain(whole);
    expect(events.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'delivery_received null',
      'decision publish',
      'attempt_created null',
      'step step_done',
      'step step_done',
      'outcome published',
      'step step_done',
      'write_back write_back_success',
    ]);
    expect(events[0]).toMatchObject({ at: at(0), deliveryId: id(70), attemptId: null, fix: null });
    expect(events[0]?.summary).toBe('GitHub delivered push of acme/skills for refs/heads/main at aaaaaaa.');
    expect(events[1]).toMatchObject({ deliveryId: id(70), attemptId: id(50), connectionId: id(30) });
    expect(events.at(-1)).toMatchObject({ at: at(5), attemptId: id(50), connectionId: id(30) });
  });

  test('tells of each package what was made and told for it', () => {
    const summaries = (['attempt_created', 'write_back'] as const).map(
      (kind) => explain(whole).events.find((event) => event.kind === kind)?.summary,
    );
    expect(summaries).toEqual([
      'An attempt was made to publish refs/heads/main at aaaaaaa into lint-rules (trigger branch).',
      'The commit was told of lint-rules.',
    ]);
  });

  test('is in order, and holds every thing, whatever order the facts come in', () => {
    const earlier = {
      ...delivery({ id: id(71), guid: 'earlier', receivedAt: at(-5), status: 'ignored', event: 'star' }),
    };
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...whole.deliveries, earlier], { minLength: 2 }),
        fc.shuffledSubarray([...steps], { minLength: steps.length }),
        (deliveries, shuffled) => {
          const { events } = explain({ ...whole, deliveries, attempts: [{ ...done, steps: shuffled }] });
          const ranks = events.map((event) => event.at.getTime() * 100 + timelineKinds.indexOf(event.kind));
          expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
          expect(events).toHaveLength(10);
        },
      ),
    );
  });

  test('tells each failed try, and what the last one waits for', () => {
    const time = (seconds: number) => at(seconds).toISOString();
    const tries = [
      { number: 1, startedAt: time(1), finishedAt: time(2), error: 'GitHub answered 502.', retryAt: time(3) },
      { number: 2, startedAt: time(3), finishedAt: time(4), error: 'Too many requests.', retryAt: time(3_600) },
    ];
    const running = attemptFacts({}, { steps: [{ name: 'packSource', startedAt: time(1), finishedAt: null, tries }] });
    const { events, answer } = explain(facts({ attempts: [running] }));
    expect(events.slice(1).map(({ kind, summary }) => `${kind}: ${summary}`)).toEqual([
      'step_failed: Step packSource failed: GitHub answered 502.',
      'step_failed: Step packSource, try 2, failed: Too many requests.',
      `waiting: Step packSource is tried again at ${time(3_600)}.`,
    ]);
    expect(answer).toContain('is under way: step packSource failed (Too many requests.) and is tried again at');

    const over = { status: 'skipped', reason: 'cancelled', finishedAt: at(5) } as const;
    const cancelled = explain(facts({ attempts: [{ ...running, attempt: { ...running.attempt, ...over } }] }));
    expect(cancelled.events.map(({ kind }) => kind)).not.toContain('waiting');
  });

  test('leaves out the middle of a thousand tries', () => {
    const tries = Array.from({ length: 1_000 }, (_, index) => {
      const time = at(index).toISOString();
      return { number: index + 1, startedAt: time, finishedAt: time, error: 'away', retryAt: null };
    });
    const waiting = attemptFacts({}, { steps: [{ name: 'recordOutcome', startedAt: '', finishedAt: null, tries }] });
    const { events } = explain(facts({ attempts: [waiting] }));
    expect(events).toHaveLength(11);
    expect(events.at(-1)?.details.try).toBe(1_000);
  });

  test.each([
    [{ status: 'failed', error: 'payload_malformed', failedAt: at(2), tries: 3 }, 'delivery_failed', 'delivery_failed'],
    [{ status: 'pending', error: 'GitHub is away.', retryAt: at(9) }, 'delivery_failed', 'delivery_waiting'],
    [{ status: 'pending' }, 'waiting', 'delivery_waiting'],
    [{ status: 'ignored', event: 'star' }, 'delivery_ignored', 'event_unused'],
    [{ status: 'processed' }, 'delivery_processed', 'nothing_decided'],
  ] as const)('tells what became of a delivery: %j', (over, kind, code) => {
    const { events } = explain(facts({ deliveries: [delivery(over)] }));
    expect(events.slice(1)).toMatchObject([{ kind, code, deliveryId: id(70) }]);
  });

  test('every skip has its code, its sentence and its fix', () => {
    const skip = decision({ verdict: 'skip', reason: 'branch_not_default', ref: 'refs/heads/dev', attemptId: null });
    const { events } = explain(facts({ deliveries: [delivery({ ref: 'refs/heads/dev' })], decisions: [skip] }));
    expect(events.at(-1)).toMatchObject({
      ...{ kind: 'decision', code: 'branch_not_default', fix: 'Push to main, or sync this branch by hand.' },
    });
    expect(events.at(-1)?.summary).toContain('The branch dev is not the branch that this connection publishes.');
  });

  test('an outcome has its code and its fix, and a write-back that failed says so', () => {
    const ended = attemptFacts(
      { status: 'failed', reason: 'skill_md_missing', finishedAt: at(4), writeBackStatus: 'unsupported' },
      { outcome: failed, writeBackAt: at(5) },
    );
    const { events } = explain(facts({ attempts: [ended] }));
    expect(events.slice(1)).toMatchObject([
      { kind: 'outcome', code: 'skill_md_missing', fix: 'Add SKILL.md there, or connect the path where it is.' },
      { kind: 'write_back', code: 'write_back_unsupported', at: at(5) },
    ]);
    expect(events.at(-1)?.fix).toContain('checks: write');
  });
});

describe('the answer', () => {
  const answerOf = (over: Parameters<typeof facts>[0]) => explain(facts(over)).answer;

  test('names what was published', () => {
    expect(explain(whole).answer).toBe('Published 1.2.0 of lint-rules from refs/heads/main at aaaaaaa of acme/skills.');
  });

  test('says why nothing was published, and what to do, once', () => {
    const outcome = skipped('content_unchanged', { repository: 'acme/skills' }, version);
    const unchanged = attemptFacts({ status: 'skipped', reason: 'content_unchanged', version: '1.2.0' }, { outcome });
    const answer = answerOf({ attempts: [unchanged] });
    expect(answer).toContain("(content_unchanged): The package's files are the same as in 1.2.0.");
    expect(answer.match(/Nothing needs to be done/g)).toHaveLength(1);
  });

  test('says what mends a failure', () => {
    const ended = attemptFacts({ status: 'failed', reason: 'skill_md_missing' }, { outcome: failed });
    expect(answerOf({ attempts: [ended] })).toMatch(
      /failed \(skill_md_missing\): No SKILL\.md found at \. Add SKILL\.md/,
    );
  });

  test.each([
    [{ engine: null }, [], 'it waits for the workflow engine.'],
    [{}, [], 'its first step is about to begin.'],
    [{}, [step('packSource', 2, null)], 'step packSource is running.'],
    [{}, [step('resolveCommit', 1, 2)], 'step resolveCommit is done, the next one follows.'],
  ] as const)('says how far an attempt is: %j %j', (over, soFar, said) => {
    expect(answerOf({ attempts: [attemptFacts(over, { steps: soFar })] })).toContain(`is under way: ${said}`);
  });

  test('speaks of the newest attempt of each connection, and of few connections', () => {
    const old = attemptFacts({ id: id(51), createdAt: at(-9), status: 'failed', reason: 'tag_moved' });
    const others = [31, 32, 33].map((number) => attemptFacts({ id: id(60 + number), connectionId: id(number) }));
    const connections = [30, 31, 32, 33].map((number) => connection({ id: id(number), entryName: `skill-${number}` }));
    const answer = answerOf({ connections, attempts: [old, done, ...others] });
    expect(answer).toContain('Published 1.2.0 of skill-30');
    expect(answer).not.toContain('tag_moved');
    expect(answer).toMatch(/The events tell of 1 more\.$/);
  });

  test('tells a skip that made no attempt', () => {
    const skip = decision({ verdict: 'skip', reason: 'auto_publish_off', attemptId: null });
    expect(answerOf({ deliveries: [delivery()], decisions: [skip] })).toBe(
      'Nothing was published: Automatic publishing is off for this connection to acme/skills. Turn on automatic publishing for the connection, or sync it by hand.',
    );
  });

  test('tells the same reason of several connections once', () => {
    const skips = [30, 31].map((number) =>
      decision({ connectionId: id(number), verdict: 'skip', reason: 'branch_not_default', attemptId: null }),
    );
    const connections = [30, 31].map((number) => connection({ id: id(number) }));
    const answer = answerOf({ connections, deliveries: [delivery()], decisions: skips });
    expect(answer.match(/Nothing was published/g)).toHaveLength(1);
  });

  test('tells what failed, then what was published, before what did not change', () => {
    const outcomes = ['skipped', 'published', 'failed'] as const;
    const attempts = outcomes.map((status, index) =>
      attemptFacts({ id: id(50 + index), connectionId: id(30 + index), status, reason: 'content_unchanged' }),
    );
    const answer = answerOf({ attempts });
    const places = ['failed', 'Published', 'Nothing new'].map((word) => answer.indexOf(word));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('tells a delivery that could not be processed', () => {
    const broken = delivery({ status: 'failed', error: 'push: ref: missing.' });
    expect(answerOf({ deliveries: [broken] })).toMatch(/could not be processed: push: ref: missing\. Mend that/);
  });

  test('a repository that was renamed is said to be, and what happened to it told', () => {
    const renamed = [
      connection({ repositoryName: 'agent-skills' }),
      connection({ id: id(31), repositoryName: 'agent-skills' }),
    ];
    const answer = answerOf({ connections: renamed, attempts: [done] });
    expect(answer).toMatch(/^acme\/skills is named acme\/agent-skills now\.\nPublished 1\.2\.0 of lint-rules/);
    const subject = { repository: 'ACME/Skills', commit: null, ref: null, delivery: null };
    expect(answerOf({ subject })).not.toContain('is named');
  });

  test('each connection has a line of its own', () => {
    const connections = [30, 31].map((number) => connection({ id: id(number), entryName: `skill-${number}` }));
    const other = attemptFacts({ ...done.attempt, id: id(51), connectionId: id(31) }, { outcome: published });
    const lines = answerOf({ connections, attempts: [done, other] }).split('\n');
    expect(lines).toEqual([expect.stringMatching(/of skill-30 from/), expect.stringMatching(/of skill-31 from/)]);
  });

  test('a repository that is not connected is named as such, also when its delivery arrived', () => {
    expect(answerOf({ connections: [] })).toMatch(/^No connection of your organization publishes from acme\/skills\./);
    const arrived = answerOf({ connections: [], deliveries: [delivery()] });
    expect(arrived).toMatch(/arrived, but published nothing\. No connection of your organization/);
  });

  describe('when nothing arrived', () => {
    test('says what to check', () => {
      const answer = answerOf({});
      expect(answer).toMatch(/^No delivery of commit aaaaaaa ever arrived from acme\/skills, and nothing ran for it\./);
      for (const hint of ["webhook's URL and secret", 'push and create', 'Recent deliveries', 'includes acme/skills']) {
        expect(answer).toContain(hint);
      }
      expect(answer).not.toContain('Besides');
    });

    test('events that publish nothing do not make up for the push', () => {
      const suite = delivery({ event: 'check_suite', status: 'ignored', ref: null });
      const subject = { repository: null, commit: null, ref: null, delivery: suite.guid };
      expect(answerOf({ deliveries: [suite] })).toMatch(
        /^No push or tag of commit aaaaaaa ever arrived from acme\/skills, only events that publish nothing \(check_suite\), and/,
      );
      expect(answerOf({ deliveries: [suite], subject })).toMatch(/arrived, but events of that kind publish nothing/);
    });

    const paused: PauseReason = 'repository_transferred';
    test.each([
      [{ pausedReason: paused }, 'was transferred to another account'],
      [{ installation: 'suspended' }, 'is suspended'],
      [{ installation: 'missing' }, 'No installation of the GitHub App is known'],
      [{ autoPublish: false }, 'Automatic publishing is off'],
    ] as const)('says what would stand in the way: %j', (over, said) => {
      expect(answerOf({ connections: [connection(over)] })).toMatch(new RegExp(`Besides: .*${said}`));
    });

    test('says that a branch is not published by itself', () => {
      const subject = { repository: 'acme/skills', commit: null, ref: 'refs/heads/dev', delivery: null };
      expect(answerOf({ subject })).toContain(
        'Besides: The branch dev is not the branch that this connection publishes.',
      );
      expect(answerOf({ subject: { ...subject, ref: 'refs/heads/main' } })).not.toContain('Besides');
      expect(answerOf({ subject: { ...subject, ref: 'dev' } })).not.toContain('Besides');
    });

    test('an unknown delivery may be mistyped', () => {
      const subject = { repository: null, commit: null, ref: null, delivery: 'b6b7f7a0' };
      expect(answerOf({ subject, connections: [] })).toMatch(
        /^Nothing is known of delivery b6b7f7a0\. The id may be mis/,
      );
    });
  });

  test('is there for every reason and every state, and says what to do', () => {
    const reasons: SkipReason[] = ['auto_publish_off', 'ref_deleted', 'connection_paused', 'installation_suspended'];
    for (const reason of reasons) {
      const { answer, events } = explain(facts({ decisions: [decision({ verdict: 'skip', reason })] }));
      expect(answer).toMatch(/^Nothing was published: .+\. .+\.$/);
      expect(events[0]?.fix).toMatch(/\.$/);
    }
    expect(
      explain(facts({ attempts: [attemptFacts(attempt({ status: 'failed', reason: 'path_unsafe' }))] })).answer,
    ).toMatch(/Mend what the message names, and push again\.$/);
  });
});
