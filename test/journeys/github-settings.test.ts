import { describe, expect, test } from 'vitest';
import type { WaybillApi } from '../support/api-client.ts';
import { onEmbeddedEngine } from '../support/engines.ts';
import { furtherOrganization } from '../support/organizations.ts';
import { serviceProcess } from '../support/service-process.ts';
import {
  type Account,
  attemptDone,
  connectRepository,
  inboxDone,
  newAccount,
  push,
  quiet,
  type SkillRepository,
  skillFile,
  tag,
  versionsOf,
} from '../support/skill-repository.ts';

type Answer = { status: number; json: Record<string, unknown> };
type Repo = { id: number; full_name: string; connected_elsewhere: boolean; connections: string[] };

const main = 'refs/heads/main';

onEmbeddedEngine('settings of GitHub', ({ system }) => {
  const control = () => system().github.control;
  const call = async (method: string, path: string, body?: unknown, api = system().api): Promise<Answer> => {
    const answer = await api.request(method, `/api/v1/github${path}`, body);
    return { status: answer.status, json: (await answer.json()) as Answer['json'] };
  };

  test('from the list of repositories to a tag by a changed pattern, unbinding and binding again', async () => {
    const account = await newAccount(system(), 'wide-account');
    const { installationId } = account;
    for (let number = 0; number < 101; number += 1) {
      await control().createRepository({ owner: account.login, name: `filler-${number}` });
    }
    const files = {
      'skills/lint/SKILL.md': skillFile('lint'),
      'skills/broken/SKILL.md': '---\nname: Broken\n---\n',
    };
    const connection = { skill_path: 'skills/lint', tag_pattern: 'v*', write_back_enabled: false };
    const repository = await connectRepository(system(), {
      name: 'monorepo',
      account,
      private: true,
      files,
      connection,
    });

    await expectListed(account, repository);
    await expectDiscovered(account, repository);
    await changePattern(repository);
    await unbindAndBindAgain(account, repository);
    expect(await versionsOf(system(), repository)).toEqual(expect.arrayContaining(['*1.0.0']));
    expect((await call('DELETE', `/installations/${installationId}`)).status).toBe(200);
  }, 120_000);

  async function expectListed({ installationId }: Account, { connectionId }: SkillRepository): Promise<void> {
    const { json } = await call('GET', `/repos?installation_id=${installationId}`);
    const repos = json.repos as Repo[];
    expect([repos.length, json.truncated]).toEqual([102, undefined]);
    expect(repos.find(({ full_name }) => full_name === 'wide-account/monorepo')).toMatchObject({
      visibility: 'private',
      default_branch: 'main',
      connected_elsewhere: false,
      connections: [connectionId],
    });
  }

  async function expectDiscovered({ installationId }: Account, repository: SkillRepository): Promise<void> {
    const path = `/repos/wide-account/monorepo/skills?installation_id=${installationId}`;
    const connections = [{ id: repository.connectionId, entry_id: repository.entryId, entry_name: 'monorepo' }];
    const lint = { path: 'skills/lint', name: 'lint', description: 'What it does.', problems: [], connections };
    const found = await call('GET', path);
    expect([found.status, found.json]).toMatchObject([
      200,
      {
        ...{ repo_full_name: 'wide-account/monorepo', ref: main, truncated: false },
        skills: [
          {
            path: 'skills/broken',
            name: null,
            problems: [{ code: 'name_malformed' }, { code: 'description_missing' }],
          },
          lint,
        ],
      },
    ]);
    expect(await call('GET', `${path}&ref=nowhere`)).toMatchObject({ status: 404, json: { code: 'ref_not_found' } });
    const empty = `/repos/wide-account/filler-0/skills?installation_id=${installationId}`;
    expect(await call('GET', empty)).toMatchObject({ status: 409, json: { code: 'repository_empty' } });
    const elsewhere = `/repos/wide-account/monorepo/skills?installation_id=${system().installationId}`;
    expect(await call('GET', elsewhere)).toMatchObject({ json: { code: 'repository_not_accessible' } });
  }

  async function changePattern(repository: SkillRepository): Promise<void> {
    const path = `/connections/${repository.connectionId}`;
    const changed = await call('PATCH', path, { tag_pattern: 'lint@*', auto_publish: true });
    expect([changed.status, changed.json]).toMatchObject([200, { tag_pattern: 'lint@*', skill_path: 'skills/lint' }]);
    await tag(system(), repository, 'v1.0.0');
    expect(await quiet(system(), repository)).toEqual([]);
    const commit = await tag(system(), repository, 'lint@1.0.0');
    const attempt = await attemptDone(system(), repository, { ref: 'refs/tags/lint@1.0.0', commit });
    expect(attempt).toMatchObject({ status: 'published', version: '1.0.0' });
    expect((await call('GET', path)).json).toMatchObject({ last_attempt: { id: attempt.id } });
  }

  async function unbindAndBindAgain(account: Account, repository: SkillRepository): Promise<void> {
    const { installationId: installation_id, login: account_login } = account;
    const { json: bound } = await call('GET', '/installations');
    const { id } = (bound.installations as { id: string; installation_id: number }[]).find(
      (one) => one.installation_id === installation_id,
    ) ?? { id: '' };
    expect((await call('DELETE', `/installations/${id}`)).json).toEqual({ deleted: true, paused_connections: 1 });
    expect((await call('GET', `/repos?installation_id=${installation_id}`)).status).toBe(404);
    const commit = await push(system(), repository, { 'skills/lint/more.md': 'More.\n' });
    const skipped = await attemptDone(system(), repository, { ref: main, commit });
    expect(skipped).toMatchObject({ status: 'skipped', reason: 'connection_paused' });
    expect(skipped.message).toContain('Bind the installation again');
    const again = { installation_id, account_login, account_type: 'Organization' };
    expect((await call('POST', '/installations', again)).status).toBe(201);
    const swept = await attemptDone(system(), repository, { ref: main, commit, run: 2 });
    expect(swept).toMatchObject({ trigger: 'sweep', status: 'published' });
  }

  describe('where organizations share a server', () => {
    /** Runs the same server for many tenants, with the App's client secret, for as long as the work takes. */
    async function shared(work: (mallory: WaybillApi) => Promise<void>): Promise<void> {
      const { server, environment, github, url } = system();
      const { clientId, clientSecret } = github.app;
      await server.stop();
      const multi = serviceProcess(
        'apps/server/main.ts',
        {
          ...environment,
          TENANCY: 'multi',
          LOG_LEVEL: 'debug',
          ...{ GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret },
        },
        async () => (await fetch(`${url}/readyz`).catch(() => null))?.ok ?? false,
      );
      await multi.start();
      try {
        await work(await furtherOrganization(system(), { name: 'mallory' }));
        expect(multi.output()).not.toMatch(/ghu_/);
      } finally {
        await multi.stop();
        await server.start();
      }
    }

    test('an installation is bound with the state, or the code, that GitHub’s pages bring back, and to one only', async () => {
      await control().createAccount({ login: 'ada', type: 'User' });
      await control().createAccount({ login: 'victim', type: 'Organization', members: ['ada'] });
      await control().createRepository({ owner: 'victim', name: 'secrets', private: true });
      const callback = 'http://127.0.0.1:9/settings/github';
      await control().configureApp({ setupUrl: callback, callbackUrls: [callback] });
      await shared(async (mallory) => {
        const { json: early } = await call('POST', '/installations/setup', undefined, mallory);
        const { json: setup } = await call('POST', '/installations/setup');
        await control().setBrowser({ login: 'ada', consent: 'accept', installOn: 'victim' });
        const installed = await fetch(String(setup.install_url), { redirect: 'manual' });
        const back = new URL(installed.headers.get('location') ?? '').searchParams;
        expect(back.get('state')).toBe(setup.state);
        const installation_id = Number(back.get('installation_id'));
        const account = { installation_id, account_login: 'victim', account_type: 'Organization' };
        const { json: late } = await call('POST', '/installations/setup', undefined, mallory);

        const bind = (body: object, api?: WaybillApi) => call('POST', '/installations', body, api);
        expect(await bind(account, mallory)).toMatchObject({ status: 403, json: { code: 'proof_required' } });
        const stolen = { ...account, state: setup.state };
        expect(await bind(stolen, mallory)).toMatchObject({ status: 403, json: { code: 'proof_invalid' } });
        const other = { installation_id: system().installationId, state: late.state };
        expect(await bind(other, mallory)).toMatchObject({ status: 403, json: { code: 'proof_invalid' } });

        const bound = await bind({ installation_id, state: setup.state });
        expect([bound.status, bound.json]).toMatchObject([201, { account_login: 'victim' }]);
        const guessed = await bind({ installation_id, state: early.state }, mallory);
        expect(guessed).toMatchObject({ status: 409, json: { code: 'installation_bound_elsewhere' } });

        expect((await call('DELETE', `/installations/${installation_id}`)).status).toBe(200);
        const query = new URLSearchParams({ client_id: system().github.app.clientId, redirect_uri: callback });
        const page = `${system().github.baseUrl}/login/oauth/authorize?${query}`;
        const authorized = await fetch(page, { redirect: 'manual' });
        const code = new URL(authorized.headers.get('location') ?? '').searchParams.get('code');
        expect((await bind({ installation_id, code, redirect_uri: callback })).status).toBe(201);
        const { token } = await control().authorizeUser({ login: 'octocat' });
        const unseen = await bind({ installation_id, user_token: token }, mallory);
        expect(unseen).toMatchObject({ status: 403, json: { code: 'proof_invalid' } });
        await inboxDone(system());
      });
    }, 60_000);

    test('of two organizations that prove it at once, one has it', async () => {
      const { id: installation_id } = await control().installApp({ accountLogin: 'ada' });
      const { token: user_token } = await control().authorizeUser({ login: 'ada' });
      await shared(async (mallory) => {
        const bind = (api: WaybillApi) => call('POST', '/installations', { installation_id, user_token }, api);
        const answers = await Promise.all([bind(system().api), bind(mallory), bind(system().api), bind(mallory)]);
        const won = answers.filter(({ status }) => status < 300);
        expect(won.length).toBeGreaterThan(0);
        expect(answers.map(({ status }) => status).filter((status) => status === 409)).toHaveLength(2);
      });
    }, 60_000);
  });
});
