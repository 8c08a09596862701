import { FormControl, TextInput } from '@primer/react';
import { useEffect, useId, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { useFilter } from '../components/use-filter.ts';
import { useSettled } from '../components/use-settled.ts';

/** Narrows a list to one package: names are suggested by the server while one is typed. */
export function EntryFilter() {
  const [entryId, setEntryId] = useFilter('entry_id');
  const chosen = useEntryName(entryId);
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState(true);
  const listId = useId();
  const text = typed.trim();
  const wanted = useSettled(text);
  const isOpen = !left || (text !== '' && text !== chosen);
  const query = { limit: '20', ...(wanted && { q: wanted }) };
  const found = api.useQuery('get', '/api/v1/registry', { params: { query } }, { enabled: isOpen });
  const entries = found.data?.entries ?? [];
  const match = entries.find(({ name }) => name === text)?.id;
  const own = useRef<string | null>(null);
  const choose = (id: string) => {
    own.current = id;
    setEntryId(id);
  };
  useEffect(() => {
    // What it chose itself may be behind what is typed by now.
    if (entryId === own.current) return;
    own.current = null;
    setTyped(chosen);
  }, [entryId, chosen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setter is new at each render and does the same.
  useEffect(() => {
    if (match !== undefined && match !== entryId) choose(match);
  }, [match]);
  const change = (next: string) => {
    setTyped(next);
    if (next.trim() === '' && entryId !== '') choose('');
  };
  return (
    <FormControl>
      <FormControl.Label>Package</FormControl.Label>
      <TextInput
        value={typed}
        onChange={(event) => change(event.target.value)}
        onFocus={() => setLeft(false)}
        onBlur={() => setLeft(true)}
        list={listId}
        placeholder="Its name"
        block
        spellCheck={false}
        autoComplete="off"
      />
      <datalist id={listId}>
        {entries.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      {left && text !== chosen && text === wanted && found.isSuccess && match === undefined && (
        <FormControl.Validation variant="error">There is no package of that name.</FormControl.Validation>
      )}
    </FormControl>
  );
}

/** The name of the chosen package; '' while there is none. */
function useEntryName(entryId: string): string {
  const init = { params: { path: { id: entryId } } };
  const entry = api.useQuery('get', '/api/v1/registry/{id}', init, { enabled: entryId !== '' });
  return entryId === '' ? '' : (entry.data?.entry.name ?? '');
}
