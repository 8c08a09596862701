import { expect, test } from 'vitest';
import { attemptQueryOf, belongs } from './attempt-query.ts';

type Attempt = Parameters<typeof belongs>[0];

const attempt: Attempt = {
  id: '00000000-0000-4000-8000-000000000001',
  connection_id: '00000000-0000-4000-8000-000000000002',
  entry_id: '00000000-0000-4000-8000-000000000003',
  entry_name: 'notes',
  repo_full_name: 'Acme/Skills',
  trigger: 'branch',
  ref: 'refs/heads/main',
  commit: 'cf676c4645e76345bd305f4e3a26f1f6ef8dbe5f',
  run: 1,
  status: 'failed',
  reason: 'skill_md_invalid',
  message: 'SKILL.md:2:1: no name',
  version: null,
  write_back_status: 'success',
  check_run_id: null,
  status_context: null,
  created_at: '2026-11-21T12:00:00.000Z',
  finished_at: '2026-11-21T12:00:01.000Z',
};

test('the address gives the query, without what the API would not take', () => {
  const search = new URLSearchParams('repo=acme/skills&status=failed&commit=CF676C4&trigger=moon&reason=&entry_id=x');
  expect(attemptQueryOf(search)).toEqual({ repo: 'acme/skills', status: 'failed', commit: 'cf676c4' });
});

test('a period begins at a full minute', () => {
  expect(attemptQueryOf(new URLSearchParams('hours=24')).since).toMatch(/:00\.000Z$/);
  expect(attemptQueryOf(new URLSearchParams('hours=25'))).toEqual({});
});

test.each([
  [{}, true],
  [{ limit: '25' }, true],
  [{ repo: 'acme/skills' }, true],
  [{ repo: 'acme/others' }, false],
  [{ commit: 'cf676c4' }, true],
  [{ commit: 'cf676c5' }, false],
  [{ status: 'failed' as const, reason: 'skill_md_invalid', trigger: 'branch' as const }, true],
  [{ status: 'published' as const }, false],
  [{ entry_id: attempt.entry_id, connection_id: attempt.connection_id }, true],
  [{ entry_id: attempt.connection_id }, false],
  [{ since: '2026-11-21T11:59:00.000Z' }, true],
  [{ since: '2026-11-21T12:01:00.000Z' }, false],
])('an attempt belongs into the list of %j: %s', (query, expected) => {
  expect(belongs(attempt, query)).toBe(expected);
});
