import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webhookReader } from './webhook-reader.ts';

type Payload = Record<string, unknown>;
type Example = { event: string; payload: Payload; from: string };

const require = createRequire(import.meta.url);

/** Payloads that GitHub sent: @octokit/webhooks-examples, of github.com and of each GHES version that it has. */
const examples = [
  ...examplesFrom('github.com', require('@octokit/webhooks-examples/api.github.com/index.json')),
  ...['ghes-31', 'ghes-32', 'ghes-33', 'ghes-34', 'ghes-35'].flatMap((version) =>
    examplesFrom(version, require(`@octokit/webhooks-examples/${version}/index.json`)),
  ),
];

function examplesFrom(from: string, events: { name: string; examples: Payload[] }[]): Example[] {
  return events.flatMap(({ name, examples: all }) => all.map((payload) => ({ event: name, payload, from })));
}

const { read } = webhookReader(['secret']);

/** Many examples were recorded with a repository's own webhook; an App's deliveries name the installation. */
function asSentToApp(payload: Payload): Payload {
  return { installation: { id: 1234, node_id: 'x' }, ...payload };
}

function examplesOf(event: string, fields: Payload = {}): Payload[] {
  const found = examples.filter(
    (one) => one.event === event && Object.entries(fields).every(([name, value]) => one.payload[name] === value),
  );
  expect(found.length).toBeGreaterThan(0);
  return found.map(({ payload }) => payload);
}

function eventOf(event: string, body: unknown) {
  const result = read(event, body);
  if (result.kind === 'malformed') throw new Error(result.message);
  return result.event;
}

/** What the domain shall know of an example's repository. */
function factsOf(payload: Payload) {
  const repository = payload.repository as Payload;
  const owner = repository.owner as Payload;
  return {
    id: repository.id,
    ownerId: owner.id,
    owner: owner.login,
    name: repository.name,
    private: repository.private,
    archived: repository.archived,
    defaultBranch: repository.default_branch,
  };
}

const usedEvents = [
  'push',
  'create',
  'installation',
  'installation_repositories',
  'repository',
  'check_run',
  'check_suite',
  'pull_request',
  'ping',
];

describe('GitHub’s examples', () => {
  test('none is malformed', () => {
    expect(examples.length).toBeGreaterThan(700);
    for (const { event, payload, from } of examples) {
      expect(read(event, asSentToApp(payload)), `${from} ${event} ${payload.action}`).toMatchObject({ kind: 'event' });
    }
  });

  test('the events that nothing is done for are unused', () => {
    const others = examples.filter(({ event }) => !usedEvents.includes(event));
    expect(others.length).toBeGreaterThan(500);
    for (const { event, payload } of others) expect(eventOf(event, payload)).toEqual({ kind: 'unused' });
  });

  test('push: refs, shas and the repository', () => {
    for (const payload of examplesOf('push').map(asSentToApp)) {
      const head = payload.head_commit as Payload | null;
      expect(eventOf('push', payload)).toEqual({
        kind: 'push',
        ref: payload.ref,
        deleted: payload.deleted,
        forced: payload.forced,
        after: payload.after === '0'.repeat(40) ? null : payload.after,
        headCommit: head?.id ?? null,
        installationId: (payload.installation as Payload).id,
        repository: factsOf(payload),
      });
    }
  });

  test('create of a tag; of a branch it is unused', () => {
    for (const payload of examplesOf('create', { ref_type: 'tag' }).map(asSentToApp)) {
      expect(eventOf('create', payload)).toMatchObject({
        kind: 'tag-created',
        tag: payload.ref,
        repository: factsOf(payload),
      });
      expect(eventOf('create', { ...payload, ref_type: 'branch' })).toEqual({ kind: 'unused' });
    }
  });

  test('pull_request: the head and where it goes, after each action that changes it; the others are unused', () => {
    const used = ['opened', 'synchronize', 'reopened'];
    const seen = new Set<unknown>();
    for (const payload of examplesOf('pull_request').map(asSentToApp)) {
      const pull = payload.pull_request as Record<'head' | 'base' | 'number' | 'updated_at', Payload>;
      if (!used.includes(String(payload.action))) {
        expect(eventOf('pull_request', payload)).toEqual({ kind: 'unused' });
        continue;
      }
      seen.add(payload.action);
      expect(eventOf('pull_request', payload)).toEqual({
        kind: 'pull-request',
        number: pull.number,
        headSha: pull.head.sha,
        headAt: new Date(String(pull.updated_at)),
        baseRef: pull.base.ref,
        fromFork: (pull.head.repo as Payload).id !== (payload.repository as Payload).id,
        installationId: (payload.installation as Payload).id,
        repository: factsOf(payload),
      });
    }
    expect([...seen].sort()).toEqual([...used].sort());
  });

  test('pull_request: a head elsewhere is a fork’s, also when the fork is gone', () => {
    const [payload = {}] = examplesOf('pull_request', { action: 'opened' }).map(asSentToApp);
    const pull = payload.pull_request as { head: Payload };
    for (const [repo, fromFork] of [
      [payload.repository, false],
      [{ ...(payload.repository as Payload), id: 99 }, true],
      [null, true],
    ]) {
      const sent = { ...payload, pull_request: { ...pull, head: { ...pull.head, repo } } };
      expect(eventOf('pull_request', sent)).toMatchObject({ fromFork });
    }
  });

  test('installation: every action, suspended or not', () => {
    const actions = new Set<unknown>();
    for (const payload of examplesOf('installation')) {
      const installation = payload.installation as Payload;
      const account = installation.account as Payload;
      actions.add(payload.action);
      expect(eventOf('installation', payload)).toEqual({
        kind: 'installation',
        action: payload.action,
        installation: {
          installationId: installation.id,
          accountId: account.id,
          accountLogin: account.login,
          accountType: account.type,
          suspended: payload.action === 'suspend',
          permissions: installation.permissions,
          events: installation.events,
          repositorySelection: installation.repository_selection,
        },
      });
    }
    expect(actions).toEqual(new Set(['created', 'deleted', 'new_permissions_accepted', 'suspend', 'unsuspend']));
  });

  test('installation_repositories: what came and what went', () => {
    for (const payload of examplesOf('installation_repositories')) {
      expect(eventOf('installation_repositories', payload)).toMatchObject({
        kind: 'installation-repositories',
        installation: { installationId: (payload.installation as Payload).id },
        added: (payload.repositories_added as Payload[]).map(({ id }) => id),
        removed: (payload.repositories_removed as Payload[]).map(({ id }) => id),
      });
    }
  });

  test.each(['renamed', 'transferred', 'privatized', 'publicized'])('repository %s', (action) => {
    for (const payload of examplesOf('repository', { action }).map(asSentToApp)) {
      expect(eventOf('repository', payload)).toMatchObject({
        kind: 'repository',
        action,
        repository: factsOf(payload),
      });
    }
  });

  test('repository created and edited are unused', () => {
    const payloads = [
      ...examplesOf('repository', { action: 'created' }),
      ...examplesOf('repository', { action: 'edited' }),
    ];
    for (const payload of payloads) expect(eventOf('repository', payload)).toEqual({ kind: 'unused' });
  });

  test('check_run: only rerequested is used, and an empty external id is none', () => {
    for (const payload of examplesOf('check_run')) {
      const run = payload.check_run as Payload;
      const used = {
        kind: 'check-run-rerequested',
        externalId: run.external_id === '' ? null : run.external_id,
        headSha: run.head_sha,
      };
      expect(eventOf('check_run', payload)).toMatchObject(payload.action === 'rerequested' ? used : { kind: 'unused' });
    }
  });

  test('check_suite: only rerequested is used', () => {
    for (const payload of examplesOf('check_suite')) {
      const used = { kind: 'check-suite-rerequested', headSha: (payload.check_suite as Payload).head_sha };
      expect(eventOf('check_suite', payload)).toMatchObject(
        payload.action === 'rerequested' ? used : { kind: 'unused' },
      );
    }
  });

  test('ping', () => {
    for (const payload of examplesOf('ping')) expect(eventOf('ping', payload)).toEqual({ kind: 'ping' });
  });
});

describe('payloads that are not as documented', () => {
  const push = () => structuredClone(asSentToApp(examplesOf('push')[0] ?? {}));

  test('a webhook of a repository’s own is told from the App’s', () => {
    const { installation: _left, ...payload } = push();
    expect(read('push', payload)).toEqual({
      kind: 'malformed',
      message: expect.stringMatching(/^push: installation: missing: the delivery was not sent through the GitHub App/),
    });
  });

  test.each([
    ['after', 'abc', 'push: after: expected 40 or 64 hexadecimal digits'],
    ['ref', 7, 'push: ref: Invalid input: expected string, received number'],
    ['repository', null, 'push: repository: Invalid input: expected object, received null'],
    ['installation', { id: -1 }, 'push: installation.id: expected a positive whole number'],
  ])('%s = %j is named', (field, value, message) => {
    expect(read('push', { ...push(), [field]: value })).toEqual({ kind: 'malformed', message });
  });

  test.each([[undefined], [null], [7], ['text'], [[]]])('%j is no payload', (body) => {
    expect(read('push', body).kind).toBe('malformed');
    expect(read('check_run', body).kind).toBe('malformed');
    expect(read('star', body)).toEqual({ kind: 'event', event: { kind: 'unused' } });
  });

  test('an account that was renamed is known by its installation', () => {
    const renamed = {
      action: 'renamed',
      installation: { id: 1234, node_id: 'x' },
      changes: { login: { from: 'old' } },
    };
    const event = { kind: 'installation-target-renamed', installationId: 1234 };
    expect(eventOf('installation_target', renamed)).toEqual(event);
    expect(read('installation_target', { ...renamed, installation: undefined }).kind).toBe('malformed');
    expect(eventOf('installation_target', { ...renamed, action: 'other' })).toEqual({ kind: 'unused' });
  });

  test('events and actions named like methods of objects are unused', () => {
    for (const name of ['constructor', '__proto__', 'toString', '']) {
      expect(eventOf(name, {})).toEqual({ kind: 'unused' });
      expect(eventOf('repository', { action: name })).toEqual({ kind: 'unused' });
    }
  });

  test('whatever is changed in a payload, reading it does not throw', () => {
    const used = examples.filter(({ event, from }) => usedEvents.includes(event) && from === 'github.com');
    const example = fc.constantFrom(...used);
    fc.assert(
      fc.property(
        example,
        fc.array(fc.tuple(fc.nat(), fc.anything()), { minLength: 1, maxLength: 3 }),
        (one, changes) => {
          const payload = structuredClone(one.payload);
          for (const [where, value] of changes) replaceSomewhere(payload, where, value);
          expect(['event', 'malformed']).toContain(read(one.event, payload).kind);
        },
      ),
    );
    fc.assert(fc.property(fc.string(), fc.anything(), (event, body) => void read(event, body)));
  });
});

/** Puts the value at a place that `where` chooses, or takes the field away. */
function replaceSomewhere(target: Payload, where: number, value: unknown): void {
  const names = Object.keys(target);
  const name = names[where % names.length];
  if (name === undefined) return;
  const child = target[name];
  const rest = Math.floor(where / names.length);
  if (rest > 0 && typeof child === 'object' && child !== null) replaceSomewhere(child as Payload, rest - 1, value);
  else if (where % 2 === 0) delete target[name];
  else target[name] = value;
}
