import { Banner, Label } from '@primer/react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { Command } from '../components/command.tsx';
import { ConfirmedButton } from '../components/confirmed-button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { List, ListRow } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Pager } from '../components/pager.tsx';
import { Time } from '../components/time.tsx';
import { NewKey } from './new-key.tsx';
import { OnlyFor } from './only-for.tsx';
import styles from './organization.module.css';

const path = '/api/v1/organization/keys';

export function Component() {
  return (
    <OnlyFor title="API keys" needed="member">
      <Keys />
    </OnlyFor>
  );
}

function Keys() {
  const [search] = useSearchParams();
  const cursor = search.get('cursor') ?? undefined;
  const keys = api.useQuery('get', path, { params: { query: { ...(cursor && { cursor }) } } });
  const queries = useQueryClient();
  const [made, setMade] = useState<Schema<'NewApiKey'> | null>(null);
  const renew = () => queries.invalidateQueries({ queryKey: ['get', path] });
  const onMade = async (key: Schema<'NewApiKey'>) => {
    setMade(key);
    await renew();
  };
  return (
    <Page
      title="API keys"
      description="Programs use the API with these keys. A key never may more than its member."
      actions={<NewKey onMade={onMade} />}
    >
      {made && <ShownOnce made={made} />}
      <Loaded query={keys}>
        {(page) => (
          <>
            {page.keys.length === 0 ? (
              <EmptyState title="There is no key yet">
                Make one for each program, so that each can be ended by itself.
              </EmptyState>
            ) : (
              <List label="API keys">
                {page.keys.map((key) => (
                  <KeyRow key={key.id} apiKey={key} onChanged={renew} />
                ))}
              </List>
            )}
            <Pager nextCursor={page.next_cursor} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function ShownOnce({ made }: { made: Schema<'NewApiKey'> }) {
  return (
    <div className={styles.shownOnce} role="status">
      <Banner
        variant="success"
        title={`The key ${made.name} is made`}
        description="Copy it now: it is shown this once."
      />
      <Command text={made.key} label="Copy the key" />
    </div>
  );
}

function KeyRow({ apiKey, onChanged }: { apiKey: Schema<'ApiKey'>; onChanged(): Promise<void> }) {
  const revoke = async () => {
    await unwrap(client.DELETE('/api/v1/organization/keys/{id}', { params: { path: { id: apiKey.id } } }));
    await onChanged();
  };
  const ended = endOf(apiKey);
  return (
    <ListRow
      title={
        <>
          {apiKey.name} <code>{apiKey.prefix}…</code>
          {ended && <Label variant="secondary">{ended}</Label>}
          {apiKey.permissions.map((permission) => (
            <Label key={permission}>{permission}</Label>
          ))}
        </>
      }
      end={
        !ended && (
          <ConfirmedButton
            label="Revoke"
            title={`Revoke ${apiKey.name}?`}
            confirm="Revoke"
            danger
            size="small"
            onConfirm={revoke}
          >
            Programs that use it are refused from then on. This cannot be undone.
          </ConfirmedButton>
        )
      }
    >
      <span>
        {apiKey.member.name}
        {apiKey.role && `, at most ${apiKey.role}`}
      </span>
      <span>
        made <Time at={apiKey.created_at} />
      </span>
      <span>
        {apiKey.last_used_at ? (
          <>
            used <Time at={apiKey.last_used_at} />
          </>
        ) : (
          'never used'
        )}
      </span>
      {apiKey.expires_at && !ended && (
        <span>
          ends <Time at={apiKey.expires_at} />
        </span>
      )}
    </ListRow>
  );
}

function endOf({ revoked_at, expires_at }: Schema<'ApiKey'>): 'revoked' | 'expired' | null {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && new Date(expires_at) <= new Date() ? 'expired' : null;
}
