import { api, type Schema } from '../api/client.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { ConnectionsSection } from './connections-section.tsx';
import { InstallationsSection } from './installations-section.tsx';
import { NeedsPro } from './needs-pro.tsx';
import { ReturnNotice } from './return-notice.tsx';
import { SetupSteps } from './setup-steps.tsx';
import { renewMs, useInstallations } from './use-installations.ts';
import { WriteBackMode } from './write-back-mode.tsx';

export function Component() {
  return (
    <Page
      title="GitHub"
      description="Which GitHub accounts this organization publishes from, and which repositories into which packages."
    >
      <NeedsPro>
        <ReturnNotice />
        <Settings />
      </NeedsPro>
    </Page>
  );
}

function Settings() {
  const installations = useInstallations();
  const connections = api.useQuery(
    'get',
    '/api/v1/github/connections',
    { params: { query: { limit: '1' } } },
    { refetchInterval: renewMs },
  );
  const published = api.useQuery('get', '/api/v1/github/attempts', {
    params: { query: { status: 'published', limit: '1' } },
  });
  return (
    <Loaded query={installations}>
      {({ installations: bound }) => (
        <Loaded query={connections}>
          {({ connections: newest }) => (
            <Loaded query={published}>
              {({ attempts }) => (
                <Parts installations={bound} connection={newest[0] ?? null} published={attempts.length > 0} />
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

type PartsProps = {
  installations: Schema<'ListedInstallation'>[];
  connection: Schema<'Connection'> | null;
  published: boolean;
};

/** Parts appear as there is something for them to show. */
function Parts({ installations, connection, published }: PartsProps) {
  const isComplete = installations.length > 0 && connection !== null && published;
  return (
    <>
      {!isComplete && <SetupSteps installations={installations} connection={connection} published={published} />}
      {connection !== null && <ConnectionsSection installations={installations} />}
      {installations.length > 0 && <InstallationsSection installations={installations} />}
      {(installations.length > 0 || connection !== null) && <WriteBackMode />}
    </>
  );
}
