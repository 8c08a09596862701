import { Button } from '@primer/react';
import type { FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import type { Schema } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { textOf } from '../components/form-dialog.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page, Section } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { FileDiff } from './file-diff.tsx';
import { entryPath, type PackageRef } from './package-area.ts';
import { useComparison, useEntry } from './package-queries.ts';
import styles from './registry.module.css';
import { VersionField } from './version-field.tsx';

/** What differs between two versions, which the address names. */
export function ComparisonView({ of }: { of: PackageRef }) {
  const [search, setSearch] = useSearchParams();
  const entry = useEntry(of);
  const from = search.get('from') ?? '';
  const to = search.get('to') ?? '';
  const compare = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setSearch({ from: textOf(fields, 'from'), to: textOf(fields, 'to') });
  };
  const name = entry.data?.name ?? 'Package';
  return (
    <Page
      title={`Compare versions of ${name}`}
      above={
        <TextLink to={entryPath(of, 'versions')} inline={false}>
          {name}
        </TextLink>
      }
    >
      <form key={`form ${from} ${to}`} className={styles.choose} onSubmit={compare}>
        <VersionField of={of} name="from" label="From version" value={from} required />
        <VersionField of={of} name="to" label="To version" value={to} required />
        <Button type="submit" variant="primary">
          Compare
        </Button>
      </form>
      {from !== '' && to !== '' ? (
        <Compared key={`files ${from} ${to}`} of={of} from={from} to={to} />
      ) : (
        <EmptyState title="Choose two versions">Then their files are compared, line by line.</EmptyState>
      )}
    </Page>
  );
}

function Compared({ of, from, to }: { of: PackageRef; from: string; to: string }) {
  const comparison = useComparison(of, { from, to });
  return <Loaded query={comparison}>{(found) => <Files of={of} comparison={found} />}</Loaded>;
}

/** So many files open by themselves; the others when they are asked for. */
const openedFiles = 10;

function Files({ of, comparison }: { of: PackageRef; comparison: Schema<'VersionComparison'> }) {
  const { from, to, changed, added, removed, unchanged } = comparison;
  const versions = { from: from.version, to: to.version };
  const files = [
    ...changed.map(({ path, ...facts }) => ({ path, from: facts.from, to: facts.to })),
    ...added.map(({ path, ...facts }) => ({ path, from: null, to: facts })),
    ...removed.map(({ path, ...facts }) => ({ path, from: facts, to: null })),
  ];
  return (
    <Section
      title={`${changed.length} changed, ${added.length} added, ${removed.length} removed, ${unchanged} the same`}
    >
      {files.length === 0 && <EmptyState title="All files of both versions are the same" />}
      {files.map((file, index) => (
        <FileDiff key={file.path} of={of} versions={versions} file={file} isOpen={index < openedFiles} />
      ))}
    </Section>
  );
}
