import { z } from 'zod';
import { discoverSkills } from '../../../workflows/connections/discover-skills.use-case.ts';
import { listRepositories } from '../../../workflows/connections/list-repositories.use-case.ts';
import { commitSha, count } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { installationNumberText, limitOrAll, plainText } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { refsEndpoints } from './refs.route.ts';
import { listedRepositoryJson, listedRepositorySchema, skillJson, skillSchema } from './repository-json.ts';

const path = '/api/v1/github/repos';

/** What can be connected: repositories that an installation reaches, with the skills and the refs of one of them. */
export function repositoriesEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), skills(deps), ...refsEndpoints(deps)];
}

const fromGitHub = {
  502: ['github_unavailable', 'github_refused'],
  503: ['github_unavailable'],
} as const;

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'listRepositories',
    tag: 'Repositories',
    summary: 'List repositories of an installation',
    description: 'All that the installation reaches just now, up to 5,000; GitHub is asked once for each hundred.',
    access: 'key',
    query: z.strictObject({
      installation_id: installationNumberText,
      limit: limitOrAll.meta({
        description: 'The first so many, 1 to 100: GitHub is asked once. Left out: all of them.',
      }),
    }),
    answers: {
      200: {
        description: "In GitHub's order.",
        body: z.strictObject({
          repos: z.array(listedRepositorySchema),
          total_count: count().meta({ description: 'How many the installation reaches, listed or not.' }),
          truncated: z.literal(true).optional().meta({ description: 'Set when there are more than were listed.' }),
          note: z.string().optional(),
        }),
      },
    },
    refusals: { 404: ['installation_not_found'], 409: ['installation_suspended'], ...fromGitHub },
  }).handle(async ({ caller, query: { installation_id: installationId, limit } }) => {
    const listed = unlessRefused(await listRepositories(deps, { caller, installationId, limit }));
    const repos = listed.repositories.map(listedRepositoryJson);
    const { totalCount: total_count, truncated } = listed;
    if (!truncated) return { status: 200, body: { repos, total_count } };
    const note = `The installation reaches more than these ${repos.length}. Connect the others by their full names.`;
    return { status: 200, body: { repos, total_count, truncated, note } };
  });

const skills = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/{owner}/{repo}/skills`,
    operationId: 'discoverSkills',
    tag: 'Repositories',
    summary: 'Find the skills of a repository',
    description:
      'The folders that hold a SKILL.md at a commit, at most 200, with what it says of the skill, or what is wrong with it.',
    access: 'key',
    params: { owner: plainText(1, 100), repo: plainText(1, 100) },
    query: z.strictObject({
      installation_id: installationNumberText,
      ref: plainText(1, 300).optional().meta({
        description: "A branch or a tag, by its short or full name. Left out: the repository's default branch.",
      }),
    }),
    answers: {
      200: {
        description: "In the order of git's paths.",
        body: z.strictObject({
          repo_full_name: z.string(),
          ref: z.string(),
          commit: commitSha,
          skills: z.array(skillSchema),
          truncated: z.boolean(),
        }),
      },
    },
    refusals: {
      404: ['installation_not_found', 'ref_not_found', 'repository_not_accessible'],
      409: ['installation_suspended', 'repository_empty', 'repository_too_large'],
      ...fromGitHub,
      503: [...fromGitHub[503], 'discovery_busy'],
    },
  }).handle(async ({ caller, params: { owner, repo }, query: { installation_id: installationId, ref } }) => {
    const wanted = { caller, installationId, repository: `${owner}/${repo}`, ref };
    const found = unlessRefused(await discoverSkills(deps, wanted));
    const { repository, commit, truncated } = found;
    const body = { repo_full_name: repository, ref: found.ref, commit, skills: found.skills.map(skillJson), truncated };
    return { status: 200, body };
  });
