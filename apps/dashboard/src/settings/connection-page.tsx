import { Label } from '@primer/react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api, type Schema } from '../api/client.ts';
import { Facts } from '../components/facts.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page, Section } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { ConnectionSwitches } from './connection-switches.tsx';
import { Disconnect } from './disconnect.tsx';
import { LastAttempts } from './last-attempts.tsx';
import { NeedsPro } from './needs-pro.tsx';
import { PauseNotice } from './pause-notice.tsx';
import { PublishingForm } from './publishing-form.tsx';
import { SyncPanel } from './sync-panel.tsx';
import { renewMs, useInstallations } from './use-installations.ts';

type Connection = Schema<'Connection'>;

export function Component() {
  const { id = '' } = useParams();
  const [isEnding, setEnding] = useState(false);
  const connection = api.useQuery(
    'get',
    '/api/v1/github/connections/{id}',
    { params: { path: { id } } },
    { refetchInterval: renewMs, enabled: !isEnding },
  );
  const { data } = connection;
  return (
    <Page
      title={data ? `${data.entry_name} from ${data.repo_full_name}` : 'Connection'}
      above={<TextLink to="/settings/github">GitHub</TextLink>}
    >
      <NeedsPro>
        <Loaded query={connection}>
          {(found) => <Parts key={found.id} connection={found} onEnding={setEnding} />}
        </Loaded>
      </NeedsPro>
    </Page>
  );
}

function Parts({ connection, onEnding }: { connection: Connection; onEnding(isEnding: boolean): void }) {
  const { data } = useInstallations();
  const installation = data?.installations.find((one) => one.installation_id === connection.installation_id);
  const isSuspended = installation?.suspended ?? false;
  return (
    <>
      <PauseNotice connection={connection} suspendedAccount={isSuspended ? connection.repo_owner : null} />
      <ConnectionFacts connection={connection} />
      <Section title="Publish by hand">
        <SyncPanel connection={connection} />
      </Section>
      <Section title="Last attempts">
        <LastAttempts connectionId={connection.id} />
      </Section>
      <Section title="What it does by itself">
        <ConnectionSwitches connection={connection} />
      </Section>
      <Section title="What is published">
        <PublishingForm connection={connection} isSuspended={isSuspended} />
      </Section>
      <Section title="Disconnect">
        <Disconnect connection={connection} onEnding={onEnding} />
      </Section>
    </>
  );
}

function ConnectionFacts({ connection }: { connection: Connection }) {
  const { repo_full_name, repository, skill_path, entry_id, entry_name, created_at } = connection;
  return (
    <Facts
      facts={{
        Repository: (
          <>
            {repo_full_name} {repository.private && <Label variant="secondary">private</Label>}{' '}
            {repository.archived && <Label variant="attention">archived</Label>}
          </>
        ),
        Folder: skill_path === '.' ? 'root of the repository' : <code>{skill_path}</code>,
        Package: <TextLink to={`/registry/${entry_id}`}>{entry_name}</TextLink>,
        Connected: <Time at={created_at} />,
        Id: <code>{connection.id}</code>,
      }}
    />
  );
}
