import type { Connection } from '../../domain/connections/connection.ts';
import type { Sha } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { Repositories } from '../../ports/publishing/repositories.ts';
import type { RepositoryAddress, Source } from '../../ports/publishing/source.ts';
import type { Slots } from '../../ports/slots.ts';
import { askGitHub } from '../installations/ask-github.ts';
import { conflict, notFound, type Refusal } from '../refusal.ts';
import { type LookIntoRepository, type LookIntoRepositoryPorts, lookIntoRepository } from './find-repository.ts';
import { type FoundSkill, findSkills, type SkillFinderPorts } from './find-skills.ts';

export type DiscoverSkillsPorts = SkillFinderPorts &
  LookIntoRepositoryPorts & {
    repositories: Pick<Repositories, 'resolveRef'>;
    source: Source;
    connections: Pick<Connections, 'list'>;
    /** Of git, which is started while the request waits. */
    discoverySlots: Slots;
    now(): Date;
  };

export type DiscoverSkills = LookIntoRepository & {
  /** A branch or tag by its short or its full name; left out: the repository's default branch. */
  ref?: string | undefined;
};

/** What was found at a commit; `ref` is a full ref name, `truncated` says that there are more. */
export type DiscoveredSkills = {
  kind: 'found';
  repository: string;
  ref: string;
  commit: Sha;
  skills: (FoundSkill & { connections: Connection[] })[];
  truncated: boolean;
};

/** How long the caller waits for git, and for his turn before. */
const timeLimitMs = 25_000;
/** When to come again after there was no turn. */
const comeAgainMs = 5_000;

/** Looks for SKILL.md in all of a repository, and says where it stands and what it says of the skill. */
export async function discoverSkills(
  ports: DiscoverSkillsPorts,
  input: DiscoverSkills,
): Promise<DiscoveredSkills | Refusal> {
  const { caller, ref } = input;
  const found = await lookIntoRepository(ports, input);
  if (found.kind !== 'found') return found;
  const { address } = found;
  const { id: repositoryId, defaultBranch } = found.repository;
  const resolved = await resolve(ports, address, ref ?? `refs/heads/${defaultBranch}`);
  if (resolved.kind !== 'resolved') return resolved;
  const searched = await search(ports, address, resolved.commit);
  if (searched.kind !== 'answered') return searched;
  const { skills, truncated } = searched.answer;
  const repository = `${address.owner}/${address.name}`;
  const { connections } = await ports.connections.list({ organizationId: caller.organizationId, repository });
  const withConnections = skills.map((skill) => ({
    ...skill,
    connections: connections.filter((one) => one.repositoryId === repositoryId && one.skillPath === skill.path),
  }));
  const { ref: fullRef, commit } = resolved;
  return { kind: 'found', repository, ref: fullRef, commit, skills: withConnections, truncated };
}

async function resolve(
  ports: DiscoverSkillsPorts,
  address: RepositoryAddress,
  ref: string,
): Promise<{ kind: 'resolved'; ref: string; commit: Sha } | Refusal> {
  const asked = await askGitHub(() => ports.repositories.resolveRef(address, ref));
  if (asked.kind !== 'answered') return asked;
  const repository = `${address.owner}/${address.name}`;
  switch (asked.answer.kind) {
    case 'found':
      return { ...asked.answer, kind: 'resolved' };
    case 'ref-missing':
      return notFound('ref_not_found', `${repository} has no branch or tag named ${ref}. Give one that exists.`);
    case 'repository-empty':
      return conflict('repository_empty', `${repository} has no commits yet. Push one that holds a SKILL.md.`);
    default:
      return asked.answer satisfies never;
  }
}

async function search(ports: DiscoverSkillsPorts, address: RepositoryAddress, commit: Sha) {
  const signal = AbortSignal.timeout(timeLimitMs);
  const giveBack = await ports.discoverySlots.take(signal);
  if (giveBack === null) return busy(address, ports.now());
  try {
    return await searchWithin(ports, address, commit, signal);
  } finally {
    giveBack();
  }
}

async function searchWithin(ports: DiscoverSkillsPorts, address: RepositoryAddress, commit: Sha, signal: AbortSignal) {
  const asked = await askGitHub(async () => {
    const checkout = await ports.source.open(address, commit, signal);
    try {
      return await findSkills(ports, checkout);
    } finally {
      await checkout.close();
    }
  });
  if (!signal.aborted || asked.kind === 'answered') return asked;
  const message =
    `Reading ${address.owner}/${address.name} took longer than ${timeLimitMs / 1_000} seconds, so it was given up. ` +
    'Try again, or give the skill_path by hand.';
  return { kind: 'unavailable', code: 'github_unavailable', message, retryAt: null } as const satisfies Refusal;
}

function busy({ owner, name }: RepositoryAddress, now: Date) {
  const message =
    `Other repositories were being read all the time, so ${owner}/${name} was not. Try again in a moment, or give the ` +
    'skill_path by hand.';
  const retryAt = new Date(now.getTime() + comeAgainMs);
  return { kind: 'unavailable', code: 'discovery_busy', message, retryAt } as const satisfies Refusal;
}
