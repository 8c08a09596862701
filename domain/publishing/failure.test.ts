import { expect, test } from 'vitest';
import { explainFailure, isErrorForAll, outcomeOfGaveUp } from './failure.ts';

test.each(['installation_suspended', 'installation_missing', 'repository_not_accessible'])(
  'a step stopped by %s skips the attempt',
  (code) => {
    const outcome = outcomeOfGaveUp('packSource', { kind: 'permanent', code, message: 'GitHub said no.' });
    expect(outcome).toEqual({ kind: 'skipped', reason: code, message: 'GitHub said no.', version: null });
  },
);

test.each([
  ['resolveCommit', { kind: 'permanent', code: 'ref_not_found', message: 'No ref x' }, 'repository', 'ref_not_found'],
  ['packSource', { kind: 'permanent', code: 'commit_not_found', message: 'gone' }, 'repository', 'commit_not_found'],
  [
    'packSource',
    { kind: 'permanent', code: 'name_not_utf8', message: '"\\xff" is no text' },
    'repository',
    'name_not_utf8',
  ],
  ['packSource', { kind: 'permanent', code: 'path_too_long', message: 'too long' }, 'repository', 'path_too_long'],
  [
    'packSource',
    { kind: 'permanent', code: 'repository_too_large', message: 'large' },
    'repository',
    'repository_too_large',
  ],
  ['announce', { kind: 'permanent', code: 'github_refused', message: 'Bad credentials' }, 'service', 'github_refused'],
  ['pushVersion', { kind: 'permanent', code: 'never_heard_of', message: 'odd' }, 'service', 'internal_error'],
  ['pushVersion', { kind: 'permanent', code: 'toString', message: 'odd' }, 'service', 'internal_error'],
  ['resolveCommit', { kind: 'passing', message: '502 Bad Gateway' }, 'service', 'github_unavailable'],
  ['packSource', { kind: 'passing', message: 'connection reset' }, 'service', 'source_unavailable'],
  ['pushVersion', { kind: 'passing', message: 'connection refused' }, 'service', 'internal_error'],
  ['constructor', { kind: 'passing', message: '' }, 'service', 'internal_error'],
  ['packSource', { kind: 'rate-limited', message: 'secondary rate limit' }, 'service', 'rate_limited'],
] as const)('step %s with %o failed by the fault of the %s, as %s', (step, fault, by, reason) => {
  expect(outcomeOfGaveUp(step, fault)).toMatchObject({ kind: 'failed', fault: by, reason, annotations: [] });
});

test('what GitHub refuses names the step, its last error and the way to run it again', () => {
  const outcome = outcomeOfGaveUp('packSource', { kind: 'permanent', code: 'github_refused', message: 'No' });
  expect(outcome).toMatchObject({
    message:
      "GitHub refused the App's request. The last error of step packSource: No. " +
      'Nothing is wrong with the repository. Re-run the check on GitHub, or sync the connection.',
  });
});

test.each([
  { kind: 'passing', message: 'connect ECONNREFUSED 10.0.0.5:5432' },
  { kind: 'permanent', code: 'never_heard_of', message: 'ENOSPC: write /var/lib/waybill/x' },
] as const)('the text of our own fault %o does not reach the commit', (fault) => {
  const outcome = outcomeOfGaveUp('pushVersion', fault);
  expect(JSON.stringify(outcome)).not.toMatch(/10\.0\.0\.5|ECONNREFUSED|ENOSPC|var\/lib/);
  expect(outcome).toMatchObject({ message: expect.stringContaining('Step pushVersion gave up') });
});

test.each([
  ['github_refused: GitHub refused it.', true],
  ['installation_suspended: It is.', true],
  ['content_hash_malformed: "x"', false],
  ['connect ECONNREFUSED 10.0.0.5:5432', false],
  ['getaddrinfo: ENOTFOUND db.internal', false],
])('the error of a try, %s, is for everybody: %s', (error, expected) => {
  expect(isErrorForAll(error)).toBe(expected);
});

test('a fault of the repository says what to change in it', () => {
  const outcome = outcomeOfGaveUp('packSource', {
    kind: 'permanent',
    code: 'commit_not_found',
    message: 'Not our ref.',
  });
  expect(outcome).toMatchObject({ message: expect.stringContaining('Push the commit again') });
  expect(explainFailure('tag_moved').fault).toBe('repository');
});
