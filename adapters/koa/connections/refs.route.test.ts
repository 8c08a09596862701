import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ListedRef } from '../../../ports/connections/installation-repositories.ts';
import { PermanentFailure } from '../../../ports/faults.ts';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { sampleId, sampleInstallation, sampleNumber, sampleSha } from '../../../test/support/sample-rows.ts';

const path = '/api/v1/github/repos/acme/skills';
const facts = {
  ...{ id: sampleNumber<never>(900), ownerId: sampleNumber<never>(5), private: false, archived: false },
  defaultBranch: 'trunk',
};

let service: HttpService;

beforeEach(async () => {
  service = await startHttpService();
  service.world.installations = [sampleInstallation()];
  service.world.describeRepository = (_owner, name) => ({ ...facts, owner: 'Acme', name });
});

afterEach(() => service.close());

const get = (what: 'branches' | 'tags', query = '', key?: string) =>
  service.send('GET', `${path}/${what}?installation_id=77${query}`, key ? { key } : {});

const refs = (count: number): ListedRef[] =>
  Array.from({ length: count }, (_, index) => ({ name: `v1.${count - index}.0`, commit: sampleSha('a') }));

test('tags come with their commits, under the repository’s name as GitHub writes it', async () => {
  service.world.github.tags = refs(1);
  const answer = await get('tags');
  const tags = [{ name: 'v1.1.0', commit: sampleSha('a') }];
  expect([answer.status, answer.json()]).toEqual([200, { repo_full_name: 'Acme/skills', tags, next_cursor: null }]);
});

test('branches come with the default branch’s name', async () => {
  service.world.github.branches = [{ name: 'main', commit: sampleSha('b') }];
  const answer = await get('branches');
  const branches = [{ name: 'main', commit: sampleSha('b') }];
  const told = { repo_full_name: 'Acme/skills', default_branch: 'trunk', branches, next_cursor: null };
  expect([answer.status, answer.json()]).toEqual([200, told]);
});

test.each(['tags', 'branches'] as const)('more %s than one answer holds are asked for by the cursor', async (what) => {
  service.world.github[what] = refs(11);
  const first = (await get(what)).json();
  expect([first[what].length, first.next_cursor]).toEqual([10, '11']);
  const second = (await get(what, '&cursor=11')).json();
  expect([second[what], second.next_cursor]).toEqual([[{ name: 'v1.1.0', commit: sampleSha('a') }], null]);
  expect((await get(what, '&cursor=elsewhere')).json()).toEqual(first);
});

test.each(['tags', 'branches'] as const)('%s of a repository that is not the installation’s', async (what) => {
  service.world.describeRepository = (owner, name) => ({ ...facts, ownerId: sampleNumber(6), owner, name });
  expect((await get(what)).json()).toMatchObject({ status: 404, code: 'repository_not_accessible' });
  const key = service.addKey('stranger', { organizationId: sampleId(999) });
  expect((await get(what, '', key)).json()).toMatchObject({ status: 404, code: 'installation_not_found' });
});

test('what GitHub refuses is told', async () => {
  service.world.describeRepository = () => {
    throw new PermanentFailure('installation_suspended', 'It is suspended.');
  };
  expect((await get('tags')).json()).toMatchObject({ status: 409, code: 'installation_suspended' });
  const odd = await service.send('GET', '/api/v1/github/repos/a%20b/x/tags?installation_id=77');
  expect(odd.json()).toMatchObject({ status: 422, code: 'invalid_request' });
});
