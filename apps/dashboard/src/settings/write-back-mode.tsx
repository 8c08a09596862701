import { useQueryClient } from '@tanstack/react-query';
import { api, type Schema } from '../api/client.ts';
import { Loaded } from '../components/loaded.tsx';
import { Section } from '../components/page.tsx';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { useMay } from '../shell/organization.ts';
import { ChoiceList } from './choice-list.tsx';
import styles from './settings.module.css';

const path = '/api/v1/github/settings';
type Mode = Schema<'GitHubSettings'>['write_back_mode'];

const meanings: Record<Mode, { title: string; detail: string }> = {
  off: { title: 'Off', detail: 'Nothing is written to GitHub, whatever a connection is set to.' },
  checks: {
    title: 'Check-runs and commit statuses',
    detail:
      'Each commit gets a check-run and a commit status with the result, for connections whose write-back is on. The App needs the permissions Checks and Commit statuses (read and write).',
  },
  checks_and_prs: {
    title: 'Check-runs, commit statuses and pull requests',
    detail: 'Pull requests are not written yet: this does the same as the choice above.',
  },
};

/** What is written back to GitHub, for the whole organization. */
export function WriteBackMode() {
  const settings = api.useQuery('get', path);
  return (
    <Section title="Results on GitHub">
      <Loaded query={settings}>{({ write_back_mode: mode }) => <Modes mode={mode} />}</Loaded>
    </Section>
  );
}

function Modes({ mode }: { mode: Mode }) {
  const queries = useQueryClient();
  const may = useMay('admin');
  const change = api.useMutation('patch', path, {
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['get', path] });
      await queries.invalidateQueries({ queryKey: ['get', '/api/v1/github/connections'] });
    },
  });
  const shown = change.isPending ? change.variables.body.write_back_mode : mode;
  return (
    <div className={styles.stack}>
      <ProblemBanner error={change.error} />
      <ChoiceList
        name="write-back-mode"
        label="What is written back to GitHub"
        value={shown}
        onChange={(value) => change.mutate({ body: { write_back_mode: value as Mode } })}
        choices={Object.entries(meanings).map(([value, told]) => ({ value, ...told, disabled: !may }))}
      />
      <p role="status" className={styles.small}>
        {change.isSuccess && !change.isPending && 'Saved.'}
        {!may && 'Admins and owners may change it.'}
      </p>
    </div>
  );
}
