import type { InstallationFacts } from '../../domain/installations/installation.ts';
import { isOpen, type SetupState } from '../../domain/installations/setup-state.ts';
import type {
  InstallationRepositories,
  ListedRef,
  ListedRefs,
  ListedRepository,
} from '../../ports/connections/installation-repositories.ts';
import type { BindingProofs, CodeExchange } from '../../ports/installations/binding-proofs.ts';
import type { SetupStates } from '../../ports/installations/setup-states.ts';
import type { ResolvedRef } from '../../ports/publishing/repositories.ts';
import type { Source, TreeEntry } from '../../ports/publishing/source.ts';
import { sampleSha } from './sample-rows.ts';

/** GitHub's side of binding and connecting, in plain fields that a test may fill and read; functions may throw. */
export class GitHubSide {
  repositories: ListedRepository[] = [];
  truncated = false;
  /** Of whatever repository; a page of them is one ref long. */
  tags: ListedRef[] = [];
  branches: ListedRef[] = [];
  installations = new Map<number, { facts: InstallationFacts; createdAt: Date }>();
  /** What the user behind a token sees. */
  sights = new Map<string, 'all' | 'some' | 'none'>();
  tokensByCode = new Map<string, string>();
  exchanges: CodeExchange[] = [];
  takesCodes = true;
  installUrl: () => string = () => 'https://github.example.com/apps/waybill/installations/new';
  resolveRef: (name: string) => ResolvedRef = (ref) => ({ kind: 'found', ref, commit: sampleSha('a') });
  /** Files by their paths. */
  files: Record<string, string> = {};
  states = new Map<string, SetupState>();
}

export function installationRepositories(side: GitHubSide): InstallationRepositories {
  return {
    list: async (_installationId, { perPage = 100 }) => {
      const all = side.repositories;
      return {
        repositories: all.slice(0, perPage),
        totalCount: all.length,
        truncated: side.truncated || all.length > perPage,
      };
    },
    tags: async (_repository, { firstPage, maxPages }) => pageOf(side.tags, firstPage, maxPages),
    branches: async (_repository, { firstPage, maxPages }) => pageOf(side.branches, firstPage, maxPages),
  };
}

function pageOf(all: readonly ListedRef[], firstPage: number, maxPages: number): ListedRefs {
  const nextPage = firstPage + maxPages;
  return { refs: all.slice(firstPage - 1, nextPage - 1), nextPage: all.length >= nextPage ? nextPage : null };
}

export function bindingProofs(side: GitHubSide): BindingProofs {
  return {
    installUrl: async () => side.installUrl(),
    installation: async (id) => side.installations.get(id) ?? null,
    sight: async (userToken) => side.sights.get(userToken) ?? 'none',
    exchangeCode: async (exchange) => {
      if (!side.takesCodes) return { kind: 'not-configured' };
      side.exchanges.push(exchange);
      const userToken = side.tokensByCode.get(exchange.code);
      return userToken ? { kind: 'token', userToken } : { kind: 'refused', reason: 'bad_verification_code' };
    },
  };
}

export function setupStates(side: GitHubSide, now: () => Date): SetupStates {
  return {
    start: async ({ stateHash, createdAt, expiresAt }, _mostOpen, { organizationId, memberId }) => {
      side.states.set(stateHash, { organizationId, memberId, createdAt, expiresAt, usedAt: null });
    },
    find: async (stateHash, organizationId) => {
      const state = side.states.get(stateHash);
      return state?.organizationId === organizationId ? { ...state } : null;
    },
    use: async (stateHash, { organizationId }) => {
      const state = side.states.get(stateHash);
      if (state?.organizationId !== organizationId || !isOpen(state, now())) return false;
      state.usedAt = now();
      return true;
    },
  };
}

/** One commit that holds `side.files`. */
export function source(side: GitHubSide): Source {
  const entries = (): TreeEntry[] =>
    Object.keys(side.files).map((path) => ({ path, mode: '100644', objectId: sampleSha('b') }));
  return {
    open: async () => ({
      async *list() {
        yield* entries();
      },
      findByName: async (name, limit) =>
        entries()
          .filter(({ path }) => path === name || path.endsWith(`/${name}`))
          .slice(0, limit),
      async *read(wanted) {
        for (const entry of wanted) {
          const bytes = new TextEncoder().encode(side.files[entry.path]);
          yield { entry, sizeBytes: bytes.length, bytes: once(bytes) };
        }
      },
      close: async () => {},
    }),
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
