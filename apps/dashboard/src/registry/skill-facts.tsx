import { Facts } from '../components/facts.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Section } from '../components/page.tsx';
import type { PackageRef } from './package-area.ts';
import { useContents } from './package-queries.ts';

/** What the front matter of a version's SKILL.md says. */
export function SkillFacts({ of, version }: { of: PackageRef; version: string }) {
  const contents = useContents(of, version);
  return (
    <Section title="About the skill">
      <Loaded query={contents}>
        {({ skill }) => (
          <Facts
            facts={{
              Name: <code>{skill.name}</code>,
              Description: skill.description,
              License: skill.license,
              Compatibility: skill.compatibility,
              'Allowed tools': skill.allowed_tools && <code>{skill.allowed_tools}</code>,
              ...skill.metadata,
            }}
          />
        )}
      </Loaded>
    </Section>
  );
}
