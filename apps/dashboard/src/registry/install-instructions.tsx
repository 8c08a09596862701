import { Command } from '../components/command.tsx';
import { Section } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useMay } from '../shell/organization.ts';
import { archiveName, downloadPath, type PackageRef, type ShownEntry } from './package-area.ts';
import styles from './registry.module.css';

type Version = NonNullable<ShownEntry['current_version']>;
type Props = { of: PackageRef; name: string; version: Version };

/** How to get a version: by hand, and as a registry client does. */
export function InstallInstructions({ of, name, version }: Props) {
  return (
    <Section title="Install">
      <div className={styles.stack}>
        {of.area === 'registry' && <KeyNote />}
        <p>Download it, compare its digest, and unpack it into a folder of its own:</p>
        <Command
          text={installCommand({ of, name, version })}
          label="Copy the install commands"
          name="Commands that install it"
        />
        {of.area === 'registry' && <ClientCalls entryId={of.entryId} name={name} version={version} />}
      </div>
    </Section>
  );
}

/** Viewers cannot make keys. */
function KeyNote() {
  const mayMakeKeys = useMay('member');
  if (!mayMakeKeys) {
    return (
      <p>
        Ask an admin of the organization for an API key, since viewers cannot make one, and put it into{' '}
        <code>WAYBILL_API_KEY</code>.
      </p>
    );
  }
  return (
    <p>
      Put an <TextLink to="/organization/keys">API key</TextLink> into <code>WAYBILL_API_KEY</code>; one of the role
      viewer is enough.
    </p>
  );
}

const authorization = `-H "Authorization: Bearer $WAYBILL_API_KEY"`;

/** Names and versions hold letters, digits and `._+-` alone, so they need no quotes. */
function installCommand({ of, name, version }: Props): string {
  const file = archiveName(name, version.version);
  const key = of.area === 'packages' ? '' : `${authorization} \\\n  `;
  return `curl -fsS ${key}-o ${file} \\
  ${location.origin}${downloadPath(of, version.version)} &&
echo "${version.content_hash}  ${file}" | sha256sum -c &&
mkdir -p ${name} && tar -xzf ${file} -C ${name}`;
}

/** The calls of a client that keeps packages up to date. */
function ClientCalls({ entryId, name, version }: { entryId: string; name: string; version: Version }) {
  const api = `${location.origin}/api/v1/registry`;
  const json = `curl -fsS ${authorization} -H 'Content-Type: application/json'`;
  const installed = `{"installations": [{"entry_id": "${entryId}", "current_version_hash": "none"}]}`;
  const receipt = `{"install_path": "$PWD/${name}", "device_id": "$(hostname)", "installed_content_hash": "${version.content_hash}"}`;
  return (
    <details>
      <summary>What a registry client calls</summary>
      <ol className={styles.steps}>
        <li>
          <p>
            Ask what is current, with the digest that is installed (<code>none</code>: nothing yet). The answer has{' '}
            <code>has_update</code> and a <code>download_url</code> that works without a key for an hour.
          </p>
          <Command
            text={`${json} \\\n  -d '${installed}' \\\n  ${api}/sync`}
            label="Copy the call for updates"
            name="Call that asks for updates"
          />
        </li>
        <li>
          <p>Fetch that address, compare the digest with latest_content_hash, and unpack.</p>
        </li>
        <li>
          <p>Tell that it is installed:</p>
          <Command
            text={`${json} \\\n  -d "${receipt.replaceAll('"', '\\"')}" \\\n  ${api}/${entryId}/install`}
            label="Copy the call that tells of an install"
            name="Call that tells of an install"
          />
        </li>
      </ol>
    </details>
  );
}
