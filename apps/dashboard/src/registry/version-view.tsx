import { Banner } from '@primer/react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Page } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { FileList } from './file-list.tsx';
import { FileView } from './file-view.tsx';
import { LoadedPage } from './loaded-page.tsx';
import { entryPath, type ListedVersion, type PackageRef, versionPath } from './package-area.ts';
import { useContents, useEntry } from './package-queries.ts';
import styles from './registry.module.css';
import { SkillFacts } from './skill-facts.tsx';
import { VersionFacts, VersionSource } from './version-facts.tsx';
import { VersionLabels } from './version-labels.tsx';

type Props = { of: PackageRef; version: string; actions?(version: ListedVersion): ReactNode };

/** One version: where it comes from, how to be sure of it, and its files; or one of them, when the address names it. */
export function VersionView({ of, version, actions }: Props) {
  const [search] = useSearchParams();
  const file = search.get('file');
  const entry = useEntry(of);
  const contents = useContents(of, version);
  const name = entry.data?.name ?? 'Package';
  const above = (
    <TextLink to={entryPath(of)} inline={false}>
      {name}
    </TextLink>
  );
  if (file !== null) {
    const way = (
      <>
        {above} /{' '}
        <TextLink to={versionPath(of, version)} inline={false}>
          {version}
        </TextLink>
      </>
    );
    return (
      <Page key={file} title={file} above={way}>
        <FileView file={{ ...of, version, path: file }} />
      </Page>
    );
  }
  return (
    <LoadedPage query={contents} title={`${name} ${version}`} above={above}>
      {(found) => (
        <Page
          key={version}
          title={`${name} ${found.version}`}
          above={above}
          description={<VersionLabels version={found} />}
          actions={actions?.(found)}
        >
          {found.yanked && <Yanked yanked={found.yanked} />}
          <VersionFacts of={of} contents={found} />
          <VersionSource of={of} contents={found} name={name} />
          <SkillFacts of={of} version={version} />
          <FileList of={of} version={version} />
        </Page>
      )}
    </LoadedPage>
  );
}

function Yanked({ yanked }: { yanked: NonNullable<ListedVersion['yanked']> }) {
  return (
    <div className={styles.notice}>
      <Banner
        variant="warning"
        title="This version was taken out of use"
        description={`${yanked.reason} Its bytes stay for whoever has pinned it.`}
      />
    </div>
  );
}
