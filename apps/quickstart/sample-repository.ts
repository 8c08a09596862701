import type { GitHubSimulator } from '../github-simulator/simulator.ts';

/** The organization on the simulated GitHub, and its monorepo. */
export const sampleOwner = 'acme';
export const sampleName = 'skills';
export const sampleFullName = `${sampleOwner}/${sampleName}`;

/** The skills of the monorepo: each has a folder, a registry entry and a tag pattern. */
export const sampleSkills = ['changelog-writer', 'release-notes'].map((name) => ({
  name,
  skillPath: `skills/${name}`,
  tagPattern: `${name}@*`,
}));

/** What the App may do, and hears of: as the operator's guide has it, with the permissions for write-back. */
const permissions = { contents: 'read', metadata: 'read', checks: 'write', statuses: 'write' };
const events = ['push', 'create'];

/** Makes the organization, its empty repository and the App's installation on it, as far as they are missing. */
export async function ensureSampleRepository({ control }: GitHubSimulator): Promise<{ installationId: number }> {
  const installed = (await control.listInstallations()).find(({ accountLogin }) => accountLogin === sampleOwner);
  if (installed) return { installationId: installed.id };
  await control.createAccount({ login: sampleOwner, type: 'Organization' });
  await control.createRepository({
    owner: sampleOwner,
    name: sampleName,
    description: 'Two skills, published by Waybill',
  });
  const { id } = await control.installApp({ accountLogin: sampleOwner, permissions, events });
  return { installationId: id };
}
