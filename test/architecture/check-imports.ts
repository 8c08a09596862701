import { cruiseImports, projectFolder } from './cruise.ts';

/** Where TypeScript's parser is missing, the cruiser sees no module at all, and is content. */
const fewestModules = 50;

const { modules, violations } = await cruiseImports(projectFolder);
for (const { rule, from, to } of violations) console.error(`${from} -> ${to} (${rule})`);
if (modules < fewestModules) console.error(`Only ${modules} modules were seen: is typescript@6 installed?`);
console.log(`${modules} modules, ${violations.length} imports against the rules`);
process.exitCode = violations.length > 0 || modules < fewestModules ? 1 : 0;
