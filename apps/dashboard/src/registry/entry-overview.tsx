import { Fragment } from 'react';
import { api } from '../api/client.ts';
import { Facts } from '../components/facts.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { useEntryConnections } from './entry-connections.ts';
import { InstallInstructions } from './install-instructions.tsx';
import { NoVersion } from './no-version.tsx';
import { type PackageRef, type ShownEntry, versionPath } from './package-area.ts';
import { useContents } from './package-queries.ts';
import { SkillFacts } from './skill-facts.tsx';
import { SkillText } from './skill-text.tsx';
import { CommitLink, SourceRepository } from './source-links.tsx';
import { VisibilityLabel, visibilities } from './visibility.tsx';

/** What is told on one side alone. */
type AnyEntry = ShownEntry & { organization_name?: string; hidden?: object | null };

/** What a package is, how to get it, and its text. */
export function EntryOverview({ of, entry }: { of: PackageRef; entry: AnyEntry }) {
  const { current_version: current, visibility, organization_name: by } = entry;
  return (
    <>
      <Facts
        facts={{
          'Current version': current && (
            <TextLink to={versionPath(of, current.version)}>
              <code>{current.version}</code>
            </TextLink>
          ),
          Visibility: of.area === 'registry' && (
            <>
              <VisibilityLabel visibility={visibility} />{' '}
              {entry.hidden ? 'Hidden at present, for the reason above.' : visibilities[visibility].meaning}
            </>
          ),
          'Published by': by,
          'Comes from': <Source of={of} entry={entry} />,
          Installed: of.area === 'registry' && <Installs entryId={of.entryId} />,
        }}
      />
      {current ? (
        <>
          <InstallInstructions of={of} name={entry.name} version={current} />
          <SkillFacts of={of} version={current.version} />
          <SkillText of={of} version={current.version} />
        </>
      ) : (
        <NoVersion of={of} title="No version is current" />
      )}
    </>
  );
}

/** The commit of the current version; before there is one, the repository that is to publish here. */
function Source({ of, entry }: { of: PackageRef; entry: ShownEntry }) {
  const contents = useContents(of, entry.current_version?.version ?? null);
  const { source_repo: repository = entry.source_repo, source_ref: commit = null } = contents.data ?? {};
  if (contents.data && commit === null) return <span>a registry client{repository && `, for ${repository}`}</span>;
  if (repository === null) {
    return of.area === 'registry' ? <ConnectedRepositories entryId={of.entryId} /> : <span>nothing yet</span>;
  }
  return (
    <span>
      <SourceRepository repository={repository} />
      {commit !== null && (
        <>
          {' '}
          at <CommitLink repository={repository} commit={commit} />
        </>
      )}
    </span>
  );
}

/** The repositories that are to publish here, while none has. */
function ConnectedRepositories({ entryId }: { entryId: string }) {
  const connections = useEntryConnections(entryId).data?.connections ?? [];
  if (connections.length === 0) return <span>nothing yet</span>;
  return (
    <span>
      {connections.map(({ id, repo_full_name: repository }, place) => (
        <Fragment key={id}>
          {place > 0 && ', '}
          <SourceRepository repository={repository} />
        </Fragment>
      ))}
      , once it publishes
    </span>
  );
}

function Installs({ entryId }: { entryId: string }) {
  const counts = api.useQuery('get', '/api/v1/registry/{id}/installs', { params: { path: { id: entryId } } });
  if (!counts.data) return <span>…</span>;
  const { installs, devices, last_installed_at: last } = counts.data;
  if (installs === 0 || last === null) return <span>No client has told of an install yet.</span>;
  return (
    <span>
      {installs} {installs === 1 ? 'time' : 'times'} on {devices} {devices === 1 ? 'device' : 'devices'}, last{' '}
      <Time at={last} />
    </span>
  );
}
