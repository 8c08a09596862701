import { ToggleSwitch } from '@primer/react';
import { type ReactNode, useId } from 'react';
import { api, type Schema } from '../api/client.ts';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useMay } from '../shell/organization.ts';
import { Missing } from './missing.tsx';
import { useRenewConnections } from './renew-connections.ts';
import styles from './settings.module.css';

type Connection = Schema<'Connection'>;
type Field = 'auto_publish' | 'write_back_enabled' | 'pr_preview_enabled' | 'paused_by_member';

/** What a connection does by itself; each switch is saved at once. */
export function ConnectionSwitches({ connection }: { connection: Connection }) {
  const { write_back, pr_preview } = connection;
  return (
    <div className={styles.panel}>
      <div>
        <Switch connection={connection} field="auto_publish" title="Auto-publish">
          Pushes to {connection.default_branch} and matching tags publish. Off: only <i>Sync now</i> does.
        </Switch>
        <Switch connection={connection} field="write_back_enabled" title="Write results back">
          Each commit gets a check-run and a commit status.
          {connection.write_back_enabled && <Missing of="Results are not written" missing={write_back.missing} />}
        </Switch>
        <Switch connection={connection} field="pr_preview_enabled" title="Preview pull requests">
          Pull requests to {connection.default_branch} get a check-run that says which files would be published, and
          what is wrong in SKILL.md.
          {connection.pr_preview_enabled && <Missing of="Previews are not made" missing={pr_preview.missing} />}
        </Switch>
        <Switch connection={connection} field="paused_by_member" title="Pause">
          Nothing is published or previewed, by <i>Sync now</i> neither, until you resume. What the branch holds then is
          published.
        </Switch>
      </div>
      <p className={styles.small}>
        What is written for the whole organization stands on the page <TextLink to="/settings/github">GitHub</TextLink>.
      </p>
    </div>
  );
}

type SwitchProps = { connection: Connection; field: Field; title: string; children: ReactNode };

function Switch({ connection, field, title, children }: SwitchProps) {
  const may = useMay('admin');
  const renew = useRenewConnections();
  const labelId = useId();
  const textId = useId();
  const change = api.useMutation('patch', '/api/v1/github/connections/{id}', { onSuccess: renew });
  // What was asked for shows at once, and goes back when it is refused.
  const isOn = change.isPending ? !connection[field] : connection[field];
  const toggle = () => {
    if (change.isPending) return;
    change.mutate({ params: { path: { id: connection.id } }, body: { [field]: !isOn } });
  };
  return (
    <div className={styles.switch}>
      <div className={styles.switchText}>
        <strong id={labelId}>{title}</strong>
        <div id={textId} className={styles.small}>
          {children}
        </div>
        <ProblemBanner error={change.error} />
      </div>
      <ToggleSwitch
        aria-labelledby={labelId}
        aria-describedby={textId}
        size="small"
        checked={isOn}
        disabled={!may}
        onClick={toggle}
      />
    </div>
  );
}
