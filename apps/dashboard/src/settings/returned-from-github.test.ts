import { expect, test } from 'vitest';
import { describeBindingProblem, mayBeTriedAgain } from './binding-problem.ts';
import { readReturn, unreadableId, withoutReturn } from './returned-from-github.ts';

const read = (search: string) => readReturn(new URLSearchParams(search));

test("GitHub's addresses are read, and others are not", () => {
  expect(read('installation_id=7&setup_action=install&state=s&code=c')).toEqual({
    action: 'install',
    installationId: 7,
    state: 's',
    code: 'c',
  });
  expect(read('installation_id=7&setup_action=update')).toMatchObject({ action: 'update', state: null, code: null });
  expect(read('setup_action=request&state=s')).toMatchObject({ action: 'request', installationId: null });
  for (const other of [
    '',
    'q=a',
    'installation_id=-1',
    'installation_id=x&setup_action=install',
    'installation_id=1e99',
  ])
    expect(read(other)).toBeNull();
});

test('what is called an id and is none is told apart from no id', () => {
  const idIn = (search: string) => unreadableId(new URLSearchParams(search));
  for (const wrong of ['abc', '-1', '1e99']) expect(idIn(`installation_id=${wrong}&state=s`)).toBe(wrong);
  expect(idIn('installation_id=7')).toBeNull();
  expect(idIn('state=s')).toBeNull();
  expect(idIn('installation_id=')).toBeNull();
});

test("the address is cleaned of what GitHub added, and keeps the page's own", () => {
  const search = new URLSearchParams('installation_id=7&setup_action=install&state=s&code=c&organization=o');
  expect(withoutReturn(search)).toBe('?organization=o');
  expect(withoutReturn(new URLSearchParams('installation_id=7'))).toBe('');
});

const problem = (code: string, detail: string, status = 403) => ({ code, detail, status });

test('what the API advises to programs gives way to what a person does', () => {
  const stale = problem('proof_invalid', 'This state is not known here. Start with POST /api/v1/x, install the App.');
  const told = describeBindingProblem(stale, 'Begin') as { detail: string };
  expect(told.detail).toMatch(/^This state is not known here\. Press “Begin” to begin anew\./);
  const elsewhere = problem('installation_bound_elsewhere', 'It is bound. An admin: DELETE /api/v1/x.', 409);
  expect(describeBindingProblem(elsewhere, 'Begin')).toMatchObject({
    detail: expect.stringMatching(/^It is bound\. An admin there/),
  });
  expect(describeBindingProblem(problem('role_too_low', 'Ask.'), 'Begin')).toMatchObject({ detail: 'Ask.' });
});

test('only what may go well later is tried again', () => {
  expect(mayBeTriedAgain(new TypeError('Failed to fetch'))).toBe(true);
  expect(mayBeTriedAgain(problem('github_unavailable', '', 503))).toBe(true);
  expect(mayBeTriedAgain(problem('proof_invalid', ''))).toBe(false);
});
