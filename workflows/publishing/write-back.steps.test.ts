import { describe, expect, test } from 'vitest';
import type { WriteBackMode } from '../../domain/connections/connection.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { PublishOutcome, SkipReason } from '../../domain/publishing/outcome.ts';
import { skipped } from '../../domain/publishing/outcomes.ts';
import { sampleAttempt, sampleConnection, sampleId } from '../../test/support/sample-rows.ts';
import type { PublishingPorts } from './publishing-ports.steps.ts';
import { announce, writeBack } from './write-back.steps.ts';

const published: PublishOutcome = {
  kind: 'published',
  version: { version: '1.0.0', commit: null, publishedAt: '2026-11-21T08:00:00.000Z' },
  isCurrent: true,
};

type Scene = { mode?: WriteBackMode; attempt?: Partial<Attempt>; outcome: PublishOutcome };

/** What the step asks of GitHub, in order, and what it records in the end. */
async function concluded({ mode = 'checks', attempt, outcome }: Scene): Promise<string[]> {
  const log: string[] = [];
  const noted = <T>(what: string, answer: T) => {
    return async () => {
      log.push(what);
      return answer;
    };
  };
  const context = {
    attempt: sampleAttempt({ writeBackStatus: 'pending', ...attempt }),
    connection: sampleConnection({ writeBackEnabled: true }),
    writeBackMode: mode,
    outcome,
  };
  const ports = {
    attempts: {
      context: async () => context,
      beginWriteBack: async () => ({ again: false }),
      recordCheckRun: async () => undefined,
      recordWriteBack: async (_: string, status: string) => void log.push(status),
    },
    writeBack: {
      findCheckRun: noted('find check-run', null),
      createCheckRun: noted('create check-run', { kind: 'written', checkRunId: '1' }),
      updateCheckRun: noted('update check-run', { kind: 'written' }),
      setStatus: noted('set status', { kind: 'written' }),
    },
    brand: 'selftune',
    attemptUrl: () => 'https://waybill.example.com/attempts/1',
  };
  await writeBack(ports as unknown as PublishingPorts, { attemptId: sampleId(50) });
  return log;
}

describe('the final write-back', () => {
  test('completes the check-run that was announced, and sets the status', async () => {
    const log = await concluded({ attempt: { checkRunId: '1' }, outcome: published });
    expect(log).toEqual(['update check-run', 'set status', 'success']);
  });

  test('says nothing when the organization does not want it', async () => {
    expect(await concluded({ mode: 'off', outcome: published })).toEqual(['disabled']);
  });

  test('completes a check-run that was announced before write-back was switched off', async () => {
    const log = await concluded({ mode: 'off', attempt: { checkRunId: '1' }, outcome: published });
    expect(log).toEqual(['update check-run', 'set status', 'success']);
  });

  test.each<SkipReason>(['ref_deleted', 'installation_suspended', 'installation_missing', 'repository_not_accessible'])(
    'a skip for %s, which was not announced, is only recorded',
    async (reason) => {
      const outcome = skipped(reason, { repository: 'acme/skills' });
      expect(await concluded({ attempt: { commit: null }, outcome })).toEqual(['disabled']);
      expect(await concluded({ outcome })).toEqual(['disabled']);
    },
  );

  test.each<SkipReason>(['tag_not_a_version', 'content_unchanged', 'already_published'])(
    'a skip for %s is told',
    async (reason) => {
      const log = await concluded({ outcome: skipped(reason, { repository: 'acme/skills' }) });
      expect(log).toEqual(['find check-run', 'create check-run', 'set status', 'success']);
    },
  );
});

describe('an announcement', () => {
  /** What it writes when the attempt is cancelled, and concluded, while it creates the check-run. */
  test('does not have the last word on an attempt that was cancelled meanwhile', async () => {
    const log: string[] = [];
    const attempt = sampleAttempt({ writeBackStatus: 'pending' });
    const connection = sampleConnection({ writeBackEnabled: true });
    const cancelled = skipped('cancelled', { repository: 'acme/skills' });
    let outcome: PublishOutcome | null = null;
    const ports = {
      attempts: {
        context: async () => ({ attempt: { ...attempt }, connection, writeBackMode: 'checks', outcome }),
        beginWriteBack: async (_: string, phase: string) => ({ again: phase === 'conclude' }),
        recordCheckRun: async (_: string, checkRunId: string) => void Object.assign(attempt, { checkRunId }),
        recordWriteBack: async (_: string, status: string) => void log.push(status),
      },
      writeBack: {
        findCheckRun: async () => ({ checkRunId: '1', completed: false, annotationsSent: 0 }),
        createCheckRun: async () => {
          outcome = cancelled;
          return { kind: 'written', checkRunId: '1' };
        },
        updateCheckRun: async (_: unknown, id: string, { conclusion }: { conclusion: string }) => {
          log.push(`check-run ${id} ${conclusion}`);
          return { kind: 'written' };
        },
        latestStatus: async () => ({ state: 'pending', description: '', targetUrl: '' }),
        setStatus: async (_: unknown, __: string, { state }: { state: string }) => {
          log.push(`status ${state}`);
          return { kind: 'written' };
        },
      },
      brand: 'selftune',
      attemptUrl: () => 'https://waybill.example.com/attempts/1',
    };
    await announce(ports as unknown as PublishingPorts, { attemptId: sampleId(50) });
    expect(log).toEqual(['status pending', 'check-run 1 cancelled', 'status error', 'success']);
  });
});
