/** Files of a repository by path; null deletes one. */
export type Files = Record<string, string | null>;

const title = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');

/** A SKILL.md as people write it: front matter, prose, a list, a table and code. */
export function sampleSkill(name: string, description: string, steps: readonly string[]): string {
  return `---
name: ${name}
description: ${JSON.stringify(description)}
license: Apache-2.0
---

# ${title(name)}

${description}

## Steps

${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}

## When to stop

| Sign                         | What to do                     |
| ---------------------------- | ------------------------------ |
| The file has no such section | Ask before a new one is begun  |
| Two entries say the same     | Keep the one with more details |

\`\`\`sh
git log --oneline "$(git describe --tags --abbrev=0)"..HEAD
\`\`\`

More in [the format](references/format.md).
`;
}

export const changelogSteps = [
  'Read the commits since the last version heading of `CHANGELOG.md`.',
  'Keep what a user of the project would notice. Refactorings, tests and build changes stay out.',
  'Sort it under `## [Unreleased]`: Added, Changed, Deprecated, Removed, Fixed, Security.',
];

export const changelogWriter = 'Keeps CHANGELOG.md up to date. Use it when a change is finished.';
export const releaseNotes = "Turns a version's changelog section into release notes for people who use the project.";
export const incidentRunbook = 'Leads through an incident: who decides, what to write down, and when it is over.';
export const dataQuality = 'Checks tables for gaps, duplicates and units that changed on the way.';

const apiDocs = 'Writes reference pages for HTTP APIs. Use it when a call was added or changed.';

/** The first commit of the monorepo; its third skill is not connected. */
export const monorepoFiles: Files = {
  'README.md': '# Skills\n\nEach of them is published by itself.\n',
  'skills/api-docs/SKILL.md': sampleSkill('api-docs', apiDocs, ['Read the description of the call.']),
  'skills/changelog-writer/SKILL.md': sampleSkill('changelog-writer', changelogWriter, changelogSteps),
  'skills/changelog-writer/references/format.md': '# Format\n\nHeadings: Added, Changed, Fixed.\n',
  'skills/release-notes/SKILL.md': sampleSkill('release-notes', releaseNotes, ['Get the section of the version.']),
  'skills/release-notes/scripts/section.sh':
    '#!/bin/sh\n# Prints the section of a version.\nawk "/^## \\[$2\\]/{p=1;print;next} /^## /{p=0} p" "$1"\n',
};
