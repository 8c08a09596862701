import type { Candidate, VersionFacts } from '../registry/entry-state.ts';
import type { PushPlan } from '../registry/push-plan.ts';
import type { Sha } from '../shared/ids.ts';
import type { NamedVersion, PublishOutcome } from './outcome.ts';

type Settled = Exclude<PushPlan, { kind: 'compare-needed' }>;

/** The outcome of a candidate whose push was planned so. `isCurrent`: whether its version is current afterwards. */
export function outcomeOfPlan(
  plan: Settled,
  candidate: Candidate,
  recorded: { publishedAt: Date; isCurrent: boolean },
): PublishOutcome {
  const { commit } = candidate.origin;
  switch (plan.kind) {
    case 'publish': {
      const version = { version: plan.version, commit, publishedAt: recorded.publishedAt.toISOString() };
      return { kind: 'published', version, isCurrent: recorded.isCurrent };
    }
    case 'already-published': {
      const version = named(plan.existing);
      const message = `${version.version} is published already, with the same content.`;
      return { kind: 'skipped', reason: 'already_published', message, version };
    }
    case 'content-unchanged': {
      const version = named(plan.existing);
      const message = `Nothing in the package changed since ${version.version}.`;
      return { kind: 'skipped', reason: 'content_unchanged', message, version };
    }
    case 'tag-moved':
      return failed('tag_moved', tagMoved(candidate, plan.existing));
    case 'version-taken':
      return failed('version_taken', versionTaken(candidate, plan.existing));
    default:
      return plan satisfies never;
  }
}

function failed(reason: string, message: string): PublishOutcome {
  return { kind: 'failed', fault: 'repository', reason, message, annotations: [] };
}

function tagMoved(candidate: Candidate, existing: VersionFacts): string {
  const { origin } = candidate;
  const tag = origin.kind === 'tag' ? origin.tag : origin.commit;
  return (
    `Tag ${tag} now names commit ${origin.commit}, but ${existing.version} was published from ${where(existing)}. ` +
    'A published version never changes: move the tag back, or publish these files under a new version.'
  );
}

function versionTaken(candidate: Candidate, existing: VersionFacts): string {
  return (
    `${existing.version} was published from ${where(existing)} with other files than those of commit ` +
    `${candidate.origin.commit}. A published version never changes: tag this commit with a new version.`
  );
}

function where(version: VersionFacts): string {
  const { origin } = version;
  if (origin.kind === 'client') return "a registry client's push";
  return origin.kind === 'tag' ? `tag ${origin.tag} at commit ${origin.commit}` : `commit ${origin.commit}`;
}

function named(version: VersionFacts): NamedVersion {
  return { version: version.version, commit: commitOf(version), publishedAt: version.publishedAt.toISOString() };
}

function commitOf(version: VersionFacts): Sha | null {
  return version.origin.kind === 'client' ? null : version.origin.commit;
}
