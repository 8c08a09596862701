import { Button } from '@primer/react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { isProblem } from '../api/problem.ts';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { useMay } from '../shell/organization.ts';
import styles from './settings.module.css';
import { useConnectLabel } from './use-installations.ts';

/** Leads to GitHub, where the App is installed; GitHub leads back to `/settings/github`. */
export function ConnectAppButton({ primary = false }: { primary?: boolean }) {
  const label = useConnectLabel();
  const may = useMay('admin');
  const [leaving, setLeaving] = useState(false);
  const setup = api.useMutation('post', '/api/v1/github/installations/setup', {
    onSuccess: ({ install_url }) => {
      setLeaving(true);
      location.assign(install_url);
    },
  });
  return (
    <div className={styles.stack}>
      <div>
        <Button
          variant={primary ? 'primary' : 'default'}
          disabled={!may}
          loading={setup.isPending || leaving}
          onClick={() => setup.mutate({})}
        >
          {label}
        </Button>
      </div>
      {!may && <p className={styles.small}>Admins and owners may connect it. Ask one of them.</p>}
      {setup.error !== null && <NotConnected error={setup.error} />}
    </div>
  );
}

function NotConnected({ error }: { error: unknown }) {
  const isRefused = isProblem(error) && error.code === 'github_refused';
  return (
    <div>
      <ProblemBanner
        error={error}
        title={isRefused ? 'The GitHub App is not configured right' : 'The App could not be connected'}
      />
      {isRefused && (
        <p className={styles.small}>
          Whoever runs this service sets <code>GITHUB_APP_ID</code> and <code>GITHUB_APP_PRIVATE_KEY</code> to those of
          one App (and <code>GITHUB_API_URL</code> for GitHub Enterprise Server), and restarts it. Where GitHub cannot
          be asked, <code>GITHUB_APP_INSTALL_URL</code> says where the App is installed.
        </p>
      )}
    </div>
  );
}
