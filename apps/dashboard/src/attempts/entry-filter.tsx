import { FormControl, TextInput } from '@primer/react';
import { useDeferredValue, useEffect, useId, useState } from 'react';
import { api } from '../api/client.ts';
import { useFilter } from '../components/filters.tsx';

/** Narrows a list to one package: names are suggested by the server while one is typed. */
export function EntryFilter() {
  const [entryId, setEntryId] = useFilter('entry_id');
  const chosen = useEntryName(entryId);
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState(true);
  const listId = useId();
  const wanted = useDeferredValue(typed.trim());
  const query = { limit: '20', ...(wanted && { q: wanted }) };
  const found = api.useQuery('get', '/api/v1/registry', { params: { query } }, { enabled: !left });
  const entries = found.data?.entries ?? [];
  const match = entries.find(({ name }) => name === typed.trim())?.id;
  useEffect(() => setTyped(chosen), [chosen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setter is new at each render and does the same.
  useEffect(() => {
    if (match !== undefined && match !== entryId) setEntryId(match);
  }, [match]);
  const change = (next: string) => {
    setTyped(next);
    if (next.trim() === '' && entryId !== '') setEntryId('');
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
      {left && typed.trim() !== chosen && (
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
