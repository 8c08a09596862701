import { Label } from '@primer/react';
import { List, ListRow } from '../components/list.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { comparePath, type ListedVersion, type PackageRef, versionPath } from './package-area.ts';
import { CommitLink } from './source-links.tsx';
import { versionBefore } from './version-before.ts';
import { kindNames, kindOf, VersionLabels } from './version-labels.tsx';

/** Versions with where they come from. */
export function VersionList({ of, versions }: { of: PackageRef; versions: ListedVersion[] }) {
  return (
    <List label="Versions">
      {versions.map((version, index) => (
        <VersionRow key={version.id} of={of} version={version} before={versionBefore(versions, index)} />
      ))}
    </List>
  );
}

type RowProps = { of: PackageRef; version: ListedVersion; before: string | null };

function VersionRow({ of, version, before }: RowProps) {
  const { version: name, source_ref: commit, source_repo: repository, yanked } = version;
  return (
    <ListRow
      title={
        <>
          <TextLink to={versionPath(of, name)} inline={false}>
            {name}
          </TextLink>
          <Label variant="secondary">{kindNames[kindOf(version)]}</Label>
          <VersionLabels version={version} />
        </>
      }
      end={
        before !== null && (
          <TextLink to={comparePath(of, { from: before, to: name })} inline={false}>
            Compare with {before}
          </TextLink>
        )
      }
    >
      <span>
        <Time at={version.pushed_at} />
      </span>
      {commit !== null && (
        <span>
          from {repository ?? 'the commit'} at <CommitLink repository={repository} commit={commit} />
        </span>
      )}
      {commit === null && <span>by a registry client</span>}
      {yanked && <span>yanked: {yanked.reason}</span>}
    </ListRow>
  );
}
