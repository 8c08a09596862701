import { Banner, Spinner } from '@primer/react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { BindById } from './bind-by-id.tsx';
import { type Bound, bindReturned } from './bind-returned.ts';
import { describeBindingProblem, mayBeTriedAgain } from './binding-problem.ts';
import { type ReturnedFromGitHub, readReturn, unreadableId, withoutReturn } from './returned-from-github.ts';
import styles from './settings.module.css';
import { useConnectLabel } from './use-installations.ts';

type Outcome = Bound | { kind: 'asked' } | null;

/** Binds the installation that GitHub sent somebody back with, tells how that went, and cleans the address. */
export function ReturnNotice() {
  const [search] = useSearchParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  // What the page was opened with: the address is cleaned while this is still told of.
  const [returned, setReturned] = useState(() => readReturn(search));
  const [outcome, setOutcome] = useState<Outcome>(null);
  const came = readReturn(search);
  const unreadable = unreadableId(search);
  const cleaned = withoutReturn(search);
  const clean = useCallback(
    () => void navigate(`${pathname}${cleaned}`, { replace: true }),
    [navigate, pathname, cleaned],
  );
  const begin = useCallback(
    async (what: ReturnedFromGitHub) => {
      const { installationId } = what;
      const result: Outcome =
        installationId === null ? { kind: 'asked' } : await bindReturned({ ...what, installationId });
      const queryKey = ['get', '/api/v1/github/installations'];
      // A first request that is still under way may know nothing of it.
      await queries.cancelQueries({ queryKey });
      await queries.invalidateQueries({ queryKey });
      setOutcome(result);
      if (result.kind !== 'refused' || !mayBeTriedAgain(result.error)) clean();
    },
    [queries, clean],
  );
  const address = JSON.stringify(came);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins once for each address that GitHub made.
  useEffect(() => {
    if (came === null) return;
    setReturned(came);
    setOutcome(null);
    void begin(came);
  }, [address]);
  if (unreadable !== null) return <Unreadable id={unreadable} />;
  if (returned === null) return null;
  return (
    <div role="status" className={styles.banner}>
      <Told
        returned={returned}
        outcome={outcome}
        onRetry={() => void begin(returned)}
        onBound={() => setReturned(null)}
      />
    </div>
  );
}

function Unreadable({ id }: { id: string }) {
  const button = useConnectLabel();
  return (
    <div role="status" className={styles.banner}>
      <Banner
        variant="warning"
        title="Nothing was bound"
        description={`“${id}” in the address of this page is no installation ID: that is a number. Begin with “${button}”, or bind the installation by its ID.`}
      />
    </div>
  );
}

type ToldProps = { returned: ReturnedFromGitHub; outcome: Outcome; onRetry(): void; onBound(): void };

function Told({ returned, outcome, onRetry, onBound }: ToldProps) {
  const button = useConnectLabel();
  switch (outcome?.kind) {
    case undefined:
      return returned.installationId === null ? null : (
        <span className={styles.row}>
          <Spinner size="small" /> Binding the installation to your organization …
        </span>
      );
    case 'asked':
      return (
        <Banner
          variant="info"
          title="An owner of the account has to approve"
          description={`You asked for the GitHub App on an account that you do not own. GitHub tells its owners by mail. Once one of them has approved, press “${button}” again, or let that person do it: an admin of this organization who owns the account.`}
        />
      );
    case 'bound':
      return <BoundBanner account={outcome.account} already={outcome.already} action={returned.action} />;
    case 'unproven':
      return (
        <Banner
          variant="warning"
          title="This installation is not bound yet"
          description={`GitHub sent you back without the proof that this organization asked for it: the App was installed, or changed, on GitHub's own pages. Bind it by its installation ID, or begin with “${button}”.`}
          primaryAction={<BindById installationId={outcome.installationId} code={outcome.code} onBound={onBound} />}
        />
      );
    case 'refused':
      return (
        <ProblemBanner
          title="The installation was not bound"
          error={describeBindingProblem(outcome.error, button)}
          {...(mayBeTriedAgain(outcome.error) && { onRetry })}
        />
      );
    default:
      return outcome satisfies never;
  }
}

function BoundBanner({
  account,
  already,
  action,
}: {
  account: string;
  already: boolean;
  action: ReturnedFromGitHub['action'];
}) {
  const changed = already && action === 'update';
  return (
    <Banner
      variant="success"
      title={changed ? `The installation on ${account} was changed` : `The GitHub App on ${account} is bound`}
      description={
        changed
          ? 'The repositories that you chose on GitHub can be connected now.'
          : already
            ? 'It was bound to this organization before; nothing had to be done.'
            : 'Next, connect a repository.'
      }
    />
  );
}
