import { SearchIcon } from '@primer/octicons-react';
import { FormControl, TextInput } from '@primer/react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { List, ListRow } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Section } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useSettled } from '../components/use-settled.ts';
import styles from './explain.module.css';

/** How many connections are looked through; one repository may have many. */
const pageSize = 100;

/** A branch or a tag may be of several repositories. */
export function WhichRepository({ name }: { name: string }) {
  const [text, setText] = useState('');
  const q = useSettled(text.trim());
  const query = { limit: String(pageSize), ...(q && { q }) };
  const connections = api.useQuery(
    'get',
    '/api/v1/github/connections',
    { params: { query } },
    { placeholderData: (before) => before },
  );
  const isNoneConnected = q === '' && connections.data?.connections.length === 0;
  return (
    <Section title={`Of which repository is ${name}?`}>
      {!isNoneConnected && (
        <FormControl>
          <FormControl.Label>Search repository, path or package</FormControl.Label>
          <TextInput
            type="search"
            leadingVisual={SearchIcon}
            value={text}
            onChange={(event) => setText(event.target.value)}
            maxLength={200}
          />
        </FormControl>
      )}
      <Loaded query={connections}>
        {({ connections: found, next_cursor }) =>
          isNoneConnected ? (
            <EmptyState
              title="No repository is connected yet"
              action={{ to: '/settings/github', label: 'Go to the GitHub settings' }}
            >
              What is pushed is published, and can be explained, from then on.
            </EmptyState>
          ) : (
            <Repositories
              names={[...new Set(found.map(({ repo_full_name }) => repo_full_name))]}
              isWhole={next_cursor == null}
              name={name}
            />
          )
        }
      </Loaded>
      <p className={styles.quiet}>Or put it before the name: acme/skills {name}</p>
    </Section>
  );
}

function Repositories({ names, isWhole, name }: { names: string[]; isWhole: boolean; name: string }) {
  return (
    <>
      <p role="status" className={styles.quiet}>
        {names.length === 0 && 'No connected repository fits.'}
        {!isWhole && 'There are more: search for the one that you mean.'}
      </p>
      {names.length > 0 && (
        <List label="Repositories">
          {names.map((repo) => (
            <ListRow
              key={repo}
              title={
                <TextLink to={`/explain?${new URLSearchParams({ repo, ref: name })}`} inline={false}>
                  {repo}
                </TextLink>
              }
            />
          ))}
        </List>
      )}
    </>
  );
}
