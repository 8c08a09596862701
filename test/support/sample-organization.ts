import { eventually } from './eventually.ts';
import { moveIntoThePast } from './sample-past.ts';
import {
  changelogSteps,
  changelogWriter,
  dataQuality,
  type Files,
  incidentRunbook,
  monorepoFiles,
  releaseNotes,
  sampleSkill,
} from './sample-skills.ts';
import { connectAnother, inboxDone, installAndBind, type SkillRepository } from './skill-repository.ts';
import { owner, type WaybillSystem } from './waybill-system.ts';
import { cloneRepository, type WorkingCopy } from './working-copy.ts';

/** What the pages of the sample are about. */
export type Sample = {
  /** Of the account with the repositories, on GitHub. */
  installationId: number;
  connectionId: string;
  /** A public entry with several versions, one of them yanked. */
  entryId: string;
  /** Two versions of it. */
  versions: { older: string; newer: string };
  attempts: { published: string; failed: string; skipped: string; retried: string };
  deliveryId: string;
  /** A commit that was published. */
  commit: string;
};

/**
 * Fills a fresh system with what an organization has after some weeks, by its API and by git pushes: monorepo and other
 * repositories, attempts that were published, skipped, refused and tried again, versions, members and keys.
 */
export async function fillSample(system: WaybillSystem): Promise<Sample> {
  await call(system, 'PATCH', '/api/v1/organization', { name: 'Acme' });
  await call(system, 'PATCH', '/api/v1/github/settings', { write_back_mode: 'checks' });
  await letPeopleIn(system);
  const { writer, copy, grow } = await publishMonorepo(system);
  await moveIntoThePast(system);
  await grow('Say when to ask', 'Ask before a section is begun that the file does not have.');
  await copy.remove();
  await install(system, writer.entryId);
  const published = { connection_id: writer.connectionId, status: 'published', limit: '1' };
  const [latest] = await system.api.attempts(published);
  const attempts = await publishOthers(system);
  const [delivery] = await system.rows<{ id: string }>(
    "select id from webhook_deliveries where event = 'push' order by received_at desc limit 1",
  );
  return {
    installationId: system.installationId,
    connectionId: writer.connectionId,
    entryId: writer.entryId,
    versions: { older: '1.0.0', newer: '2.0.0' },
    attempts: { published: latest?.id ?? '', ...attempts },
    deliveryId: delivery?.id ?? '',
    commit: latest?.commit ?? '',
  };
}

type Monorepo = { writer: SkillRepository; copy: WorkingCopy; grow(message: string, step: string): Promise<void> };

/** Two skills in one repository, each with versions of its own; `grow` pushes one more step of the first one. */
async function publishMonorepo(system: WaybillSystem): Promise<Monorepo> {
  const copy = await newRepository(system, 'skills', 'Skills, each published by itself');
  await copy.commit('Add the first skills', monorepoFiles);
  await inboxDone(system);
  const writer = await connectAnother(system, 'skills', connection('changelog-writer'), 'changelog-writer');
  const notes = await connectAnother(system, 'skills', connection('release-notes'), 'release-notes');
  const done = () => ended(system);
  const path = 'skills/changelog-writer';
  const steps = [...changelogSteps];
  const commit = (message: string, files: Files) => copy.commit(message, files).then(done);
  const tag = (name: string) => copy.tag(name).then(done);
  const grow = (message: string, step: string) => {
    steps.push(step);
    return commit(message, { [`${path}/SKILL.md`]: sampleSkill('changelog-writer', changelogWriter, steps) });
  };
  await system.api.sync(writer.connectionId);
  await tag('changelog-writer@1.0.0');
  await grow('Say how to name what breaks', 'Mark what breaks existing uses with **Breaking:** and say how to adapt.');
  await tag('changelog-writer@1.1.0');
  await commit('Explain the headings', {
    [`${path}/references/format.md`]:
      '# Format\n\nHeadings, in this order:\n\n- Added\n- Changed\n- Fixed\n- Security\n',
    [`${path}/references/examples.md`]: '# Examples\n\n- Packages may be pinned by their digest.\n',
  });
  await tag('changelog-writer@2.0.0-rc.1');
  await grow('Write from the side of the user', 'Write one line for each change, from the side of the user.');
  await tag('changelog-writer@2.0.0');
  await tag('release-notes@0.9.0');
  await tag('changelog-writer@1.0.0');
  await tag('changelog-writer@next');
  const reason = 'Its example of a heading was wrong; 2.0.0 has the right one.';
  await call(system, 'POST', `/api/v1/registry/${writer.entryId}/versions/1.1.0/yank`, { reason });
  const shown = { visibility: 'public', description: changelogWriter };
  await call(system, 'PATCH', `/api/v1/registry/${writer.entryId}`, shown);
  await call(system, 'PATCH', `/api/v1/registry/${notes.entryId}`, { description: releaseNotes });
  return { writer, copy, grow };
}

function connection(name: string) {
  return { skill_path: `skills/${name}`, tag_pattern: `${name}@*`, default_branch: 'main' };
}

/** Attempts that did not go well, or not at once, and connections that wait. */
async function publishOthers(system: WaybillSystem): Promise<Omit<Sample['attempts'], 'published'>> {
  const runbook = await newSkill(system, 'incident-runbook', incidentRunbook, { private: true });
  const broken = `---\nname: Incident Runbook\n---\n\n# Incident runbook\n\n${incidentRunbook}\n`;
  await runbook.copy.commit('Rewrite the introduction', { 'SKILL.md': broken });
  await ended(system);
  const failed = await newestAttempt(system, runbook.connection);
  const mended = sampleSkill('incident-runbook', incidentRunbook, [
    'Say who decides.',
    'Write down when what was done.',
  ]);
  await runbook.copy.commit('Mend the introduction', { 'SKILL.md': mended, 'deploy.pem': privateKey });
  await ended(system);

  const table = await newSkill(system, 'data-quality', dataQuality);
  const match = { kind: 'git', pathPattern: 'data-quality.*upload-pack' } as const;
  await system.github.control.addFault({ match, times: 2, respond: { status: 503 } });
  await table.copy.commit('Check the units', { 'references/units.md': '# Units\n\nMetres, never feet.\n' });
  await ended(system);
  const retried = await newestAttempt(system, table.connection);

  const manual = await newSkill(system, 'house-style', 'How we write: short, active, in the present tense.', {
    connection: { auto_publish: false },
  });
  await manual.copy.commit('Prefer verbs', { 'references/verbs.md': '# Verbs\n\nPrefer them.\n' });
  await system.api.sync(manual.connection.connectionId);
  const { attempt_id: skipped } = await system.api.sync(manual.connection.connectionId);
  await ended(system);

  await suspendedAccount(system);
  for (const { copy } of [runbook, table, manual]) await copy.remove();
  return { failed, retried, skipped };
}

/** Assembled, so that no scanner takes this file for one that holds a key. */
const privateKey = ['-----BEGIN', 'PRIVATE KEY-----\nMC4CAQ==\n-----END', 'PRIVATE KEY-----\n'].join(' ');

async function newSkill(
  system: WaybillSystem,
  name: string,
  description: string,
  options: { private?: boolean; connection?: Record<string, unknown> } = {},
): Promise<{ copy: WorkingCopy; connection: SkillRepository }> {
  const copy = await newRepository(system, name, description, options.private);
  await copy.commit('First version', { 'SKILL.md': sampleSkill(name, description, ['Read it.', 'Follow it.']) });
  await inboxDone(system);
  const connection = await connectAnother(system, name, { default_branch: 'main', ...options.connection });
  await system.api.sync(connection.connectionId);
  return { copy, connection };
}

async function newRepository(system: WaybillSystem, name: string, description: string, isPrivate = false) {
  const { control } = system.github;
  await control.createRepository({ owner, name, description, private: isPrivate, defaultBranch: 'main' });
  return cloneRepository(system, owner, name);
}

async function suspendedAccount(system: WaybillSystem): Promise<void> {
  const { control } = system.github;
  await control.createAccount({ login: 'globex', type: 'Organization' });
  await control.createRepository({ owner: 'globex', name: 'onboarding', defaultBranch: 'main' });
  const skill = sampleSkill('onboarding', 'The first week of somebody new.', ['Say hello.']);
  await control.commitFiles({ owner: 'globex', repo: 'onboarding', files: { 'SKILL.md': skill }, message: 'Begin' });
  const account = await installAndBind(system, 'globex');
  await connectAnother(system, 'onboarding', { default_branch: 'main' }, 'onboarding', account);
  await control.suspendInstallation({ installationId: account.installationId });
  await inboxDone(system);
}

/** Says that people installed it, as registry clients do. */
async function install(system: WaybillSystem, entryId: string): Promise<void> {
  for (const device of ['laptop-of-grace', 'laptop-of-linus', 'build-7']) {
    const told = { install_path: '~/.skills/changelog-writer', device_id: device };
    const answer = await system.api.request('POST', `/api/v1/registry/${entryId}/install`, told);
    if (!answer.ok) throw new Error(`the install of ${device}: ${answer.status} ${await answer.text()}`);
  }
}

async function letPeopleIn(system: WaybillSystem): Promise<void> {
  const members = '/api/v1/organization/members';
  const keys = '/api/v1/organization/keys';
  const listed = await system.api.request('GET', members);
  const [first] = ((await listed.json()) as { members: { id: string }[] }).members;
  await call(system, 'PATCH', `${members}/${first?.id}`, { name: 'Ada Lovelace' });
  const { id: grace } = await call(system, 'POST', members, { name: 'Grace Hopper', role: 'admin' });
  const { id: linus } = await call(system, 'POST', members, { name: 'Linus Pauling', role: 'member' });
  await call(system, 'POST', members, { name: 'Margaret Hamilton', role: 'viewer' });
  const permissions = ['registry:push'];
  await call(system, 'POST', keys, { name: 'Release pipeline', member_id: grace, permissions });
  const soon = new Date(Date.now() + 7 * 24 * 3_600_000).toISOString();
  await call(system, 'POST', keys, { name: 'Laptop', member_id: linus, role: 'viewer', expires_at: soon });
  const { id: lost } = await call(system, 'POST', keys, { name: 'Old laptop', member_id: linus });
  await call(system, 'DELETE', `${keys}/${lost}`);
}

/** Waits until no delivery waits and no attempt is under way. */
async function ended(system: WaybillSystem): Promise<void> {
  await inboxDone(system);
  await eventually('all attempts have ended', async () => {
    const [row] = await system.rows<{ n: number }>(
      `select count(*)::int as n from github_publish_attempts where status = 'pending' or write_back_status = 'pending'`,
    );
    return row?.n === 0;
  });
}

async function newestAttempt(system: WaybillSystem, { connectionId }: SkillRepository): Promise<string> {
  const [attempt] = await system.api.attempts({ connection_id: connectionId, limit: '1' });
  if (!attempt) throw new Error('the connection has no attempt');
  return attempt.id;
}

async function call(system: WaybillSystem, method: string, path: string, body?: object): Promise<{ id: string }> {
  const answer = await system.api.request(method, path, body);
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: string };
}
