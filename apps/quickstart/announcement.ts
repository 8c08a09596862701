import type { SamplePush } from './sample-push.ts';
import { sampleFullName, sampleName } from './sample-repository.ts';
import type { ListedAttempt, ListedConnection } from './waybill-api.ts';

/** What the quickstart has to tell once all is up. */
export type Announcement = {
  api: string;
  apiKey: string;
  /** Base URL of the simulated GitHub. */
  github: string;
  /** With credentials. */
  cloneUrl: string;
  connections: ListedConnection[];
  /** Of the repository, by their short names. */
  tags: ReadonlySet<string>;
  /** Current version of each entry by name; null: none yet. */
  versions: Map<string, string | null>;
  push: { commit: SamplePush; attempts: ListedAttempt[] } | undefined;
};

/** What was published so far. */
export function describeState({ connections, versions, push }: Announcement): string {
  const lines = push
    ? [`Pushed commit ${push.commit.sha.slice(0, 7)} ("${push.commit.message}") to ${sampleFullName} with git:`]
    : [`${sampleFullName} is as the last start left it:`];
  for (const { id, entry_name } of connections) {
    const attempt = push?.attempts.find(({ connection_id }) => connection_id === id);
    lines.push(
      `  ${entry_name.padEnd(18)}${attempt ? describeAttempt(attempt) : `current version ${versions.get(entry_name) ?? 'none'}`}`,
    );
  }
  return lines.join('\n');
}

function describeAttempt({ status, version, reason, message, write_back_status }: ListedAttempt): string {
  if (status === 'published') return `${version} published; written back to the commit: ${write_back_status}`;
  return `${status} (${reason}): ${message}`;
}

/** Commands for a terminal, which work as they stand. */
export function describeTrials({ api, apiKey, github, cloneUrl, connections, tags }: Announcement): string {
  const [first] = connections;
  if (!first) return '';
  const key = `-H "Authorization: Bearer ${apiKey}"`;
  const token = new URL(cloneUrl).password;
  const tag = newTag(first, tags);
  return `Try it, in another terminal:

  cd "$(mktemp -d)" && git clone ${cloneUrl} && cd ${sampleName}

  # A push to the default branch publishes a commit version ...
  echo "One more line." >> ${first.skill_path}/SKILL.md
  git -c user.name=You -c user.email=you@example.com commit -am "Change a skill" && git push

  # ... and a tag publishes a release.
  git tag ${tag} && git push origin ${tag}

See what came of it:

  # the versions of ${first.entry_name}
  curl -sw "\\n" ${key} ${api}/api/v1/registry/${first.entry_id}/versions

  # what happened to the newest commits, and why
  curl -sw "\\n" ${key} "${api}/api/v1/github/explain?repo=${sampleFullName}&ref=main"

  # the check-runs on the newest commit, at the simulated GitHub
  curl -sw "\\n" -H "Authorization: Bearer ${token}" ${github}/repos/${sampleFullName}/commits/main/check-runs

All calls: ${api}/api/v1/reference`;
}

/** A release that the repository does not have yet, as far as the pattern leaves a choice. */
function newTag({ tag_pattern }: ListedConnection, tags: ReadonlySet<string>): string {
  for (let patch = 0; ; patch += 1) {
    const tag = tag_pattern.replace('*', `1.0.${patch}`);
    if (!tags.has(tag) || !tag_pattern.includes('*')) return tag;
  }
}
