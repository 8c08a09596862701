import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ListedRepository } from '../../../ports/connections/installation-repositories.ts';
import { PermanentFailure } from '../../../ports/faults.ts';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import {
  sampleConnection,
  sampleId,
  sampleInstallation,
  sampleNumber,
  sampleSha,
} from '../../../test/support/sample-rows.ts';

const path = '/api/v1/github/repos';

const repository: ListedRepository = {
  id: sampleNumber(987654321),
  owner: 'my-org',
  name: 'my-skill-repo',
  visibility: 'internal',
  defaultBranch: 'main',
  htmlUrl: 'https://github.com/my-org/my-skill-repo',
  pushedAt: new Date('2026-04-10T08:00:00Z'),
};

let service: HttpService;

beforeEach(async () => {
  service = await startHttpService();
  service.world.installations = [sampleInstallation()];
});

afterEach(() => service.close());

describe('the list', () => {
  const list = (query = '?installation_id=77', key?: string) =>
    service.send('GET', `${path}${query}`, key ? { key } : {});

  test('shows repositories as documented, and who has connected them', async () => {
    service.world.github.repositories = [repository, { ...repository, id: sampleNumber(2), pushedAt: null }];
    const { id: repositoryId } = repository;
    service.world.connections = [
      sampleConnection({ repositoryId }),
      sampleConnection({ id: sampleId(31), organizationId: sampleId(999), repositoryId }),
    ];
    const answer = await list();
    const documented = {
      id: 987654321,
      full_name: 'my-org/my-skill-repo',
      owner: 'my-org',
      name: 'my-skill-repo',
      visibility: 'internal',
      default_branch: 'main',
      html_url: 'https://github.com/my-org/my-skill-repo',
      pushed_at: '2026-04-10T08:00:00.000Z',
      connected_elsewhere: true,
      connections: [sampleId(30)],
    };
    const unconnected = { ...documented, id: 2, pushed_at: null, connected_elsewhere: false, connections: [] };
    expect([answer.status, answer.json()]).toEqual([200, { repos: [documented, unconnected], total_count: 2 }]);
  });

  test('says when it was cut off', async () => {
    Object.assign(service.world.github, { repositories: [repository], truncated: true });
    const { repos, ...rest } = (await list()).json();
    expect(repos).toHaveLength(1);
    expect(rest).toEqual({ total_count: 1, truncated: true, note: expect.stringContaining('more than these 1') });
  });

  test('is as long as it was asked for, and says how many there are', async () => {
    service.world.github.repositories = [repository, { ...repository, id: sampleNumber(2) }];
    const { repos, ...rest } = (await list('?installation_id=77&limit=1')).json();
    expect(repos).toMatchObject([{ id: 987654321 }]);
    expect(rest).toMatchObject({ total_count: 2, truncated: true });
  });

  test.each([
    '',
    '?installation_id=',
    '?installation_id=abc',
    '?installation_id=77&page=2',
    '?installation_id=77&limit=0',
  ])('is refused for the query %j', async (query) => {
    expect((await list(query)).json()).toMatchObject({ status: 422, code: 'invalid_request' });
  });

  test('is nobody’s but the organization’s to which the installation is bound', async () => {
    expect((await list('?installation_id=78')).json()).toMatchObject({ status: 404, code: 'installation_not_found' });
    const key = service.addKey('stranger', { organizationId: sampleId(999) });
    expect((await list('?installation_id=77', key)).json()).toMatchObject({ code: 'installation_not_found' });
    service.world.installations = [sampleInstallation({ organizationId: null })];
    expect((await list()).json()).toMatchObject({ code: 'installation_not_found' });
  });
});

describe('skills', () => {
  const find = (query = '') => service.send('GET', `${path}/acme/skills/skills?installation_id=77${query}`);
  const facts = {
    ...{ id: sampleNumber<never>(900), ownerId: sampleNumber<never>(5), private: false, archived: false },
    defaultBranch: 'trunk',
  };

  beforeEach(() => {
    service.world.describeRepository = (owner, name) => ({ ...facts, owner, name });
    service.world.github.files = {
      'lint/SKILL.md': '---\nname: lint\ndescription: Lints.\n---\n',
      'bad/SKILL.md': '---\nname: Bad\ndescription: x\n---\n',
    };
  });

  test('are listed at the default branch’s commit, with problems and connections', async () => {
    service.world.connections = [
      sampleConnection({ skillPath: 'lint' }),
      sampleConnection({ id: sampleId(31), skillPath: 'lint', repositoryId: sampleNumber(901) }),
    ];
    const answer = await find();
    expect([answer.status, answer.json()]).toEqual([
      200,
      {
        repo_full_name: 'acme/skills',
        ref: 'refs/heads/trunk',
        commit: sampleSha('a'),
        skills: [
          {
            ...{ path: 'lint', name: 'lint', description: 'Lints.', problems: [] },
            connections: [{ id: sampleId(30), entry_id: sampleId(10), entry_name: 'lint-rules' }],
          },
          {
            ...{ path: 'bad', name: null, description: null, connections: [] },
            problems: [{ code: 'name_malformed', message: expect.any(String), line: 2, column: 1 }],
          },
        ],
        truncated: false,
      },
    ]);
  });

  test('are looked for at the ref that was asked for', async () => {
    const asked: string[] = [];
    service.world.github.resolveRef = (name) => {
      asked.push(name);
      return { kind: 'found', ref: 'refs/tags/v1', commit: sampleSha('c') };
    };
    expect((await find('&ref=v1')).json()).toMatchObject({ ref: 'refs/tags/v1', commit: sampleSha('c') });
    expect(asked).toEqual(['v1']);
  });

  test.each([
    ['a ref that is not there', { kind: 'ref-missing' }, 404, 'ref_not_found'],
    ['a repository without commits', { kind: 'repository-empty' }, 409, 'repository_empty'],
  ] as const)('%s has an answer of its own', async (_what, resolved, status, code) => {
    service.world.github.resolveRef = () => resolved;
    expect((await find('&ref=x')).json()).toMatchObject({ status, code });
  });

  test('a public repository of another account is none of this installation’s', async () => {
    service.world.describeRepository = (owner, name) => ({ ...facts, ownerId: sampleNumber(6), owner, name });
    expect((await find()).json()).toMatchObject({ status: 404, code: 'repository_not_accessible' });
    const wanted = { entry_id: sampleId(10), installation_id: 77, repo_full_name: 'acme/skills' };
    const connected = await service.sendJson('POST', '/api/v1/github/connections', wanted);
    expect(connected.status).toBe(404);
  });

  test('are looked for in 4 repositories at once, and in the others afterwards', async () => {
    const opened: (() => void)[] = [];
    const { open } = service.deps.source;
    service.deps.source.open = async (...wanted) => {
      await new Promise<void>((resolve) => opened.push(resolve));
      return await open(...wanted);
    };
    const answers = Array.from({ length: 6 }, () => find());
    await expect.poll(() => opened.length).toBe(4);
    opened[0]?.();
    await expect.poll(() => opened.length).toBe(5);
    opened[1]?.();
    await expect.poll(() => opened.length).toBe(6);
    for (const letOne of opened) letOne();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(6).fill(200));
  });

  test('are not looked for when nobody else is done in time: come again', async () => {
    service.deps.discoverySlots.take = async () => null;
    const answer = await find();
    expect([answer.status, answer.json().code]).toEqual([503, 'discovery_busy']);
    expect(Date.parse(answer.headers.get('Retry-After') ?? '')).not.toBeNaN();
  });

  test('what GitHub refuses is told', async () => {
    service.world.describeRepository = () => {
      throw new PermanentFailure('repository_not_accessible', 'Not Found.');
    };
    expect((await find()).json()).toMatchObject({ status: 404, code: 'repository_not_accessible' });
    expect((await service.send('GET', `${path}/a%20b/x/skills?installation_id=77`)).status).toBe(422);
  });

  test('an installation of another organization is not found', async () => {
    service.world.installations = [sampleInstallation({ organizationId: sampleId(999) })];
    expect((await find()).json()).toMatchObject({ status: 404, code: 'installation_not_found' });
  });
});
