import { z } from 'zod';
import type { DiscoveredSkills } from '../../../workflows/connections/discover-skills.use-case.ts';
import type { RepositoryWithLinks } from '../../../workflows/connections/list-repositories.use-case.ts';
import { count, timestamp, uuid } from '../answer-fields.ts';

export const listedRepositorySchema = z
  .strictObject({
    id: count(1),
    full_name: z.string(),
    owner: z.string(),
    name: z.string(),
    visibility: z.enum(['public', 'private', 'internal']),
    default_branch: z.string(),
    html_url: z.string(),
    pushed_at: timestamp.nullable(),
    connected_elsewhere: z.boolean().meta({ description: 'Another organization has a connection to the repository.' }),
    connections: z.array(uuid).meta({ description: "This organization's connections to the repository." }),
  })
  .meta({ id: 'Repository' });

export function listedRepositoryJson({
  repository,
  links,
}: RepositoryWithLinks): z.input<typeof listedRepositorySchema> {
  return {
    id: repository.id,
    full_name: `${repository.owner}/${repository.name}`,
    owner: repository.owner,
    name: repository.name,
    visibility: repository.visibility,
    default_branch: repository.defaultBranch,
    html_url: repository.htmlUrl,
    pushed_at: repository.pushedAt?.toISOString() ?? null,
    connected_elsewhere: links.elsewhere,
    connections: links.own,
  };
}

export const skillSchema = z
  .strictObject({
    path: z.string().meta({ description: 'The folder: what goes into `skill_path`.' }),
    name: z.string().nullable(),
    description: z.string().nullable(),
    problems: z.array(z.strictObject({ code: z.string(), message: z.string(), line: count(1), column: count(1) })),
    connections: z
      .array(z.strictObject({ id: uuid, entry_id: uuid, entry_name: z.string() }))
      .meta({ description: "This organization's connections of that path." }),
  })
  .meta({ id: 'Skill', description: 'A folder with a SKILL.md; name and description are null when it has problems.' });

export function skillJson(skill: DiscoveredSkills['skills'][number]): z.input<typeof skillSchema> {
  const { path, name, description, problems } = skill;
  const connections = skill.connections.map(({ id, entryId, entryName }) => ({
    id,
    entry_id: entryId,
    entry_name: entryName,
  }));
  return { path, name, description, problems, connections };
}
