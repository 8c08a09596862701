import { Label } from '@primer/react';
import { List, ListRow } from '../components/list.tsx';
import { TextLink } from '../components/text-link.tsx';
import { type Area, entryPath, type ShownEntry } from './package-area.ts';
import styles from './registry.module.css';
import { SourceRepository } from './source-links.tsx';
import { VisibilityLabel } from './visibility.tsx';

/** What lists know of an entry beyond what all of them do. */
type RowEntry = ShownEntry & { hidden?: object | null; organization_name?: string };

export function EntryList({ area, entries }: { area: Area; entries: RowEntry[] }) {
  return (
    <List label="Packages">
      {entries.map((entry) => (
        <EntryRow key={entry.id} area={area} entry={entry} />
      ))}
    </List>
  );
}

function EntryRow({ area, entry }: { area: Area; entry: RowEntry }) {
  const { id: entryId, name, description, current_version: current } = entry;
  return (
    <ListRow
      title={
        <>
          <TextLink to={entryPath({ area, entryId })} inline={false}>
            {name}
          </TextLink>
          {area === 'registry' && <VisibilityLabel visibility={entry.visibility} />}
          {entry.hidden && <Label variant="danger">hidden from the public</Label>}
        </>
      }
      end={current ? <code>{current.version}</code> : 'no version yet'}
    >
      {description && <span className={styles.clamped}>{description}</span>}
      {entry.organization_name && <span>by {entry.organization_name}</span>}
      <SourceRepository repository={entry.source_repo} />
    </ListRow>
  );
}
