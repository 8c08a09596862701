import { z } from 'zod';
import { listRefs } from '../../../workflows/connections/list-refs.use-case.ts';
import { commitSha, nextCursor } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { installationNumberText, pageCursor, plainText } from '../input.ts';
import { unlessRefused } from '../problem.ts';

const path = '/api/v1/github/repos/{owner}/{repo}';
const params = { owner: plainText(1, 100), repo: plainText(1, 100) };
const query = z.strictObject({ installation_id: installationNumberText, cursor: pageCursor });
const refusals = {
  404: ['installation_not_found', 'repository_not_accessible'],
  409: ['installation_suspended'],
  502: ['github_unavailable', 'github_refused'],
  503: ['github_unavailable'],
} as const;

const refSchema = z.strictObject({ name: z.string(), commit: commitSha }).meta({
  id: 'RepositoryRef',
  description: 'A branch, or a tag with the commit that it peels to, by its short name.',
});

/** A repository's tags and branches, for whoever is about to connect it. */
export function refsEndpoints(deps: HttpDeps): Endpoint[] {
  return [tags(deps), branches(deps)];
}

const tags = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/tags`,
    operationId: 'listTags',
    tag: 'Repositories',
    summary: 'List the tags of a repository',
    description: 'As GitHub has them just now, up to 1,000 in one answer. GitHub is asked once for each hundred.',
    access: 'key',
    params,
    query,
    answers: {
      200: {
        description: "In GitHub's order: by name, the last first.",
        body: z.strictObject({ repo_full_name: z.string(), tags: z.array(refSchema), next_cursor: nextCursor }),
      },
    },
    refusals,
  }).handle(async ({ caller, params: { owner, repo }, query: { installation_id: installationId, cursor } }) => {
    const wanted = { kind: 'tags', caller, installationId, repository: `${owner}/${repo}`, cursor } as const;
    const { repository, refs, nextCursor } = unlessRefused(await listRefs(deps, wanted));
    return { status: 200, body: { repo_full_name: repository, tags: refs, next_cursor: nextCursor } };
  });

const branches = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/branches`,
    operationId: 'listBranches',
    tag: 'Repositories',
    summary: 'List the branches of a repository',
    description: 'As GitHub has them just now, up to 1,000 in one answer. GitHub is asked once for each hundred.',
    access: 'key',
    params,
    query,
    answers: {
      200: {
        description: "In GitHub's order: by name. The default branch need not be among the first ones.",
        body: z.strictObject({
          repo_full_name: z.string(),
          default_branch: z.string(),
          branches: z.array(refSchema),
          next_cursor: nextCursor,
        }),
      },
    },
    refusals,
  }).handle(async ({ caller, params: { owner, repo }, query: { installation_id: installationId, cursor } }) => {
    const wanted = { kind: 'branches', caller, installationId, repository: `${owner}/${repo}`, cursor } as const;
    const { repository, defaultBranch, refs, nextCursor } = unlessRefused(await listRefs(deps, wanted));
    const body = { repo_full_name: repository, default_branch: defaultBranch, branches: refs, next_cursor: nextCursor };
    return { status: 200, body };
  });
