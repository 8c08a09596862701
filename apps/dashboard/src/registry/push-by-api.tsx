import { Command } from '../components/command.tsx';
import { Section } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import styles from './registry.module.css';

/** How a package comes in without a repository: commands that make one and push it. */
export function PushByApi() {
  return (
    <Section title="Push a package by the API">
      <div className={styles.stack}>
        <p>
          Put a key into <code>WAYBILL_API_KEY</code> (an <TextLink to="/organization/keys">API key</TextLink> with the
          permission <code>registry:push</code>, which admins can make). This makes a skill of one file, packs it, and
          pushes it:
        </p>
        <Command text={pushCommand(location.origin)} label="Copy the commands" name="Commands that push it" />
      </div>
    </Section>
  );
}

/** Needs nothing but a POSIX shell, tar, curl and `sha256sum`. */
function pushCommand(origin: string): string {
  return `mkdir my-skill
printf -- '---\\nname: my-skill\\ndescription: Says hello. Use when somebody new arrives.\\n---\\n\\n# My skill\\n\\nSay hello.\\n' > my-skill/SKILL.md
tar -czf my-skill.tar.gz -C my-skill SKILL.md
digest() { sha256sum "$1" | cut -d ' ' -f 1; }
cat > metadata.json <<END
{"name": "my-skill", "entry_type": "skill", "version": "0.1.0", "description": "Says hello.",
 "content_hash": "$(digest my-skill.tar.gz)",
 "file_manifest": [{"path": "SKILL.md", "hash": "$(digest my-skill/SKILL.md)", "size": $(wc -c < my-skill/SKILL.md)}]}
END
curl -fsS -H "Authorization: Bearer $WAYBILL_API_KEY" -F 'metadata=<metadata.json' -F archive=@my-skill.tar.gz \\
  ${origin}/api/v1/registry`;
}
