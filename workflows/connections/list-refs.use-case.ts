import type {
  InstallationRepositories,
  ListedRef,
  RefPages,
} from '../../ports/connections/installation-repositories.ts';
import { askGitHub } from '../installations/ask-github.ts';
import type { Refusal } from '../refusal.ts';
import { type LookIntoRepository, type LookIntoRepositoryPorts, lookIntoRepository } from './find-repository.ts';

export type ListRefsPorts = LookIntoRepositoryPorts & {
  installationRepositories: Pick<InstallationRepositories, 'branches' | 'tags'>;
};

/** `cursor`: the `nextCursor` of the answer before; one that this service did not make gives the first page. */
export type ListRefs = LookIntoRepository & { kind: 'branches' | 'tags'; cursor?: string | undefined };

/** `repository` is `owner/name` as GitHub has it now; `nextCursor` is null when there are no more. */
export type ListedRefs = {
  kind: 'listed';
  repository: string;
  defaultBranch: string;
  refs: ListedRef[];
  nextCursor: string | null;
};

/** 1,000 refs in one answer, or as many as GitHub gives within the time that a client waits. */
const limits = { maxPages: 10, timeLimitMs: 20_000 };

/** A repository's branches or tags as GitHub has them just now, in its order. */
export async function listRefs(ports: ListRefsPorts, input: ListRefs): Promise<ListedRefs | Refusal> {
  const found = await lookIntoRepository(ports, input);
  if (found.kind !== 'found') return found;
  const { address } = found;
  const pages: RefPages = { ...limits, firstPage: pageOf(input.cursor) };
  const asked = await askGitHub(() => ports.installationRepositories[input.kind](address, pages));
  if (asked.kind !== 'answered') return asked;
  const { refs, nextPage } = asked.answer;
  const repository = `${address.owner}/${address.name}`;
  const nextCursor = nextPage === null ? null : String(nextPage);
  return { kind: 'listed', repository, defaultBranch: found.repository.defaultBranch, refs, nextCursor };
}

function pageOf(cursor: string | undefined): number {
  return cursor !== undefined && /^[1-9]\d{0,4}$/.test(cursor) ? Number(cursor) : 1;
}
