import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { client } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { ConfirmedButton } from '../components/confirmed-button.tsx';
import styles from './attempt.module.css';
import type { AttemptDetail } from './use-attempt.ts';

/** Run it again, or cancel it; who may do neither is told so. */
export function AttemptActions({ attempt }: { attempt: AttemptDetail }) {
  const { can, status } = attempt;
  // The button that was pressed may be gone with what it was for; the focus then begins anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever the buttons change.
  useEffect(() => {
    if (document.activeElement === document.body) document.querySelector('h1')?.focus({ preventScroll: true });
  }, [can.cancel]);
  if (can.cancel) return <Cancel attempt={attempt} />;
  if (can.rerun && status !== 'pending') return <RunAgain attempt={attempt} />;
  if (attempt.repo_full_name === null) return null;
  return <span className={styles.quiet}>Admins can {status === 'pending' ? 'cancel it' : 'run it again'}.</span>;
}

function RunAgain({ attempt: { id, commit, entry_name } }: { attempt: AttemptDetail }) {
  const navigate = useNavigate();
  const runAgain = async () => {
    const call = client.POST('/api/v1/github/attempts/{id}/rerun', {
      params: { path: { id }, header: { 'Idempotency-Key': crypto.randomUUID() } },
    });
    const made = await unwrap(call);
    await navigate(`/attempts/${made.id}`);
  };
  return (
    <ConfirmedButton
      label="Run again"
      title={`Publish ${entry_name} from this commit again?`}
      confirm="Run again"
      onConfirm={runAgain}
    >
      A new attempt fetches {commit ? `commit ${commit.slice(0, 7)}` : 'the same ref'} anew and publishes it when that
      is not done yet; its check on the commit is written again. This attempt and every published version stay as they
      are.
    </ConfirmedButton>
  );
}

function Cancel({ attempt: { id, entry_name } }: { attempt: AttemptDetail }) {
  const queryClient = useQueryClient();
  const cancel = async () => {
    await unwrap(client.POST('/api/v1/github/attempts/{id}/cancel', { params: { path: { id } } }));
    await queryClient.invalidateQueries({ queryKey: ['get', '/api/v1/github/attempts/{id}'] });
  };
  return (
    <ConfirmedButton
      label="Stop publishing"
      title={`Stop publishing ${entry_name}?`}
      confirm="Stop it"
      danger
      onConfirm={cancel}
    >
      The attempt ends as skipped, and the commit is told so. A step that is under way publishes nothing any more. You
      can run it again later.
    </ConfirmedButton>
  );
}
