import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasComponent, knowsProperty, objectionsToWebhook } from '../testing/openapi-description.ts';
import { type SimulatorUnderTest, startSimulatorUnderTest } from '../testing/simulator-under-test.ts';
import { type ReceivedWebhook, startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';

type Payload = Record<string, unknown>;

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples/api.github.com/index.json') as {
  name: string;
  examples: Payload[];
}[];

let github: SimulatorUnderTest;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  github = await startSimulatorUnderTest({ app: { webhookUrl: receiver.url } });
  const { control } = github;
  await control.createAccount({ login: 'acme', type: 'Organization' });
  await control.createAccount({ login: 'mona' });
  await control.createRepository({ owner: 'acme', name: 'skills', private: true });
  await control.createRepository({ owner: 'mona', name: 'hello' });
  for (const [owner, repo] of [
    ['acme', 'skills'],
    ['mona', 'hello'],
  ] as const)
    await liveThrough(owner, repo);
  await control.transferRepository({ owner: 'acme', repo: 'skills', newOwner: 'mona' });
  await control.transferRepository({ owner: 'mona', repo: 'hello', newOwner: 'acme' });
  await control.deleteRepository({ owner: 'acme', repo: 'hello' });
  await control.renameAccount({ login: 'mona', newLogin: 'lisa' });
  await control.pingWebhook();
  for (const { id } of await control.listInstallations()) await control.deleteInstallation({ installationId: id });
  await control.settled();
});

afterAll(async () => {
  await github.stop();
  await receiver.stop();
});

/** Everything that makes an event, once. */
async function liveThrough(owner: string, repo: string): Promise<void> {
  const { control } = github;
  const place = { owner, repo };
  const permissions = { contents: 'read', checks: 'write', statuses: 'write', pull_requests: 'read' };
  const events = ['push', 'create', 'delete', 'repository', 'pull_request'];
  const { id: installationId } = await control.installApp({ accountLogin: owner, permissions, events });
  const { sha } = await control.commitFiles({ ...place, files: { a: 'a' }, pusher: 'octocat' });
  await control.createTag({ ...place, name: 'v1', annotated: true });
  await control.updateRefs({ ...place, updates: [{ ref: 'refs/tags/v1', sha: null }] });
  const octokit = await github.octokitApp().getInstallationOctokit(installationId);
  const run = await octokit.request('POST /repos/{owner}/{repo}/check-runs', {
    ...place,
    name: 'publish',
    head_sha: sha,
    conclusion: 'success',
    output: { title: 'Published', summary: 'As 1.0.0' },
  });
  await control.rerequestCheckRun({ checkRunId: Number(run.data.id) });
  await control.rerequestCheckSuite({ checkSuiteId: Number(run.data.check_suite?.id) });
  await liveThroughPullRequests(owner, repo);
  await control.setPrivate({ ...place, private: true });
  await control.setPrivate({ ...place, private: false });
  await control.setPrivate({ ...place, private: true });
  await control.archiveRepository(place);
  await control.archiveRepository({ ...place, archived: false });
  await control.renameRepository({ ...place, newName: `${repo}-2` });
  await control.renameRepository({ owner, repo: `${repo}-2`, newName: repo });
  await control.suspendInstallation({ installationId });
  await control.unsuspendInstallation({ installationId });
  await control.acceptNewPermissions({ installationId, permissions: { contents: 'read', checks: 'write' } });
  await control.createRepository({ owner, name: 'extra' });
  await control.setInstallationRepositories({ installationId, repositories: ['extra'] });
  await control.setInstallationRepositories({ installationId, repositories: 'all' });
}

async function liveThroughPullRequests(owner: string, repo: string): Promise<void> {
  const { control } = github;
  const place = { owner, repo };
  await control.commitFiles({ ...place, branch: 'change', parent: 'main', files: { b: 'b' } });
  const { number } = await control.openPullRequest({ ...place, head: 'change' });
  const { sha } = await control.commitFiles({ ...place, branch: 'change', files: { c: 'c' } });
  await control.closePullRequest({ ...place, number });
  await control.reopenPullRequest({ ...place, number });
  const octokit = await github
    .octokitApp()
    .getInstallationOctokit(
      (await control.listInstallations()).find(({ accountLogin }) => accountLogin === owner)?.id ?? 0,
    );
  await octokit.request('POST /repos/{owner}/{repo}/check-runs', { ...place, name: 'preview', head_sha: sha });
  await control.mergePullRequest({ ...place, number });
  await control.forkRepository({ ...place, newOwner: 'octocat' });
  await control.commitFiles({ owner: 'octocat', repo, branch: 'fork-change', parent: 'main', files: { d: 'd' } });
  await control.openPullRequest({ ...place, head: 'octocat:fork-change', body: 'From a fork' });
  await control.closePullRequest({ ...place, number: 2 });
  await control.deleteRepository({ owner: 'octocat', repo });
  await control.revokeAuthorization({ login: 'octocat' });
}

/** The variants of an event by action, and of a push by what it did. */
const expected = [
  'check_run:completed',
  'check_run:created',
  'check_run:rerequested',
  'check_suite:completed',
  'check_suite:requested',
  'check_suite:rerequested',
  'create',
  'delete',
  'github_app_authorization:revoked',
  'installation:created',
  'installation:deleted',
  'installation:new_permissions_accepted',
  'installation:suspend',
  'installation:unsuspend',
  'installation_repositories:added',
  'installation_repositories:removed',
  'installation_target:renamed',
  'ping',
  'pull_request:closed',
  'pull_request:opened',
  'pull_request:reopened',
  'pull_request:synchronize',
  'push',
  'repository:archived',
  'repository:created',
  'repository:deleted',
  'repository:privatized',
  'repository:publicized',
  'repository:renamed',
  'repository:transferred',
  'repository:unarchived',
];

test('every event that is simulated was sent', () => {
  expect([...new Set(receiver.received.map(nameOf))].sort()).toEqual(expected);
});

test.each(expected)('%s has the keys and types of GitHub’s examples and description', (name) => {
  const received = receiver.received.filter((webhook) => nameOf(webhook) === name);
  expect(received.length).toBeGreaterThan(0);
  const objections = received.flatMap(objectionsTo);
  expect([...new Set(objections)]).toEqual([]);
});

function nameOf({ event, payload }: ReceivedWebhook): string {
  return typeof payload.action === 'string' ? `${event}:${payload.action}` : event;
}

function objectionsTo(webhook: ReceivedWebhook): string[] {
  const component = ['webhook', ...nameOf(webhook).split(/[:_]/)].join('-');
  const alike = examplesLike(webhook);
  const described = hasComponent(component) ? objectionsToWebhook(component, webhook.payload) : [];
  return [
    ...described,
    ...(alike.length === 0 ? [] : missingKeys(webhook.payload, alike, [])),
    ...(alike.length === 0 ? [] : foreignKeys(webhook.payload, alike, component, [])),
  ];
}

/** Examples of the same event and action; of a push those that created or deleted, too; of a ping the Apps' are none. */
function examplesLike({ event, payload }: ReceivedWebhook): Payload[] {
  const all = examples.find(({ name }) => name === event)?.examples ?? [];
  const alike = all.filter((example) => example.action === payload.action);
  if (event !== 'push') return alike;
  return alike.filter((example) => (example.head_commit === null) === (payload.head_commit === null));
}

/** What every example has, a payload must have, with a type that an example has. */
function missingKeys(value: Payload, alike: readonly Payload[], path: string[]): string[] {
  const [first = {}] = alike;
  const common = Object.keys(first).filter((key) => alike.every((example) => key in example));
  return common.flatMap((key) => {
    const here = [...path, key];
    if (optionalKeys.has(here.join('.')) || freeObjects.has(key)) return [];
    if (!(key in value)) return [`${here.join('.')} is missing`];
    const types = new Set(alike.map((example) => typeOf(example[key])));
    const type = typeOf(value[key]);
    if (!types.has(type) && !describedOtherwise.has(here.join('.')) && type !== 'null' && !types.has('null')) {
      return [`${here.join('.')} is ${type}, not ${[...types].join(' or ')}`];
    }
    const inner = alike.map((example) => example[key]).filter(isObject);
    const own = value[key];
    return isObject(own) && inner.length > 0 ? missingKeys(own, inner, here) : [];
  });
}

/** What no example has must at least stand in GitHub's description. */
function foreignKeys(value: Payload, alike: readonly Payload[], component: string, path: string[]): string[] {
  return Object.keys(value).flatMap((key) => {
    const here = [...path, key];
    if (freeObjects.has(key)) return [];
    const known = alike.some((example) => key in example) || knownTo(component, here);
    if (!known) return [`${here.join('.')} is in no example`];
    const inner = alike.map((example) => example[key]).filter(isObject);
    const own = value[key];
    return isObject(own) && inner.length > 0 ? foreignKeys(own, inner, component, here) : [];
  });
}

function knownTo(component: string, path: readonly string[]): boolean {
  return hasComponent(component) && knowsProperty(component, path);
}

/** Objects whose keys are data. */
const freeObjects = new Set(['permissions', 'custom_properties']);

/** In every example by chance: organizations' events, and pings of repositories' and organizations' hooks. */
const optionalKeys = new Set(['organization', 'changes.owner.from.user', 'hook.url', 'hook.ping_url', 'sender']);

/** Epoch seconds in examples of 2019, strings in later ones and in the description. */
const describedOtherwise = new Set(['installation.created_at', 'installation.updated_at']);

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isObject(value: unknown): value is Payload {
  return typeOf(value) === 'object';
}
