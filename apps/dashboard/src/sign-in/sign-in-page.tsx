import { MarkGithubIcon } from '@primer/octicons-react';
import { Banner, Button, LinkButton } from '@primer/react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { ownPath } from '../../../../domain/access/return-path.ts';
import { isWorthRepeating } from '../api/problem.ts';
import { Link } from '../components/link.tsx';
import { Loading } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { TextLink } from '../components/text-link.tsx';
import { sessionKey, useSession } from '../shell/session.ts';
import { signInByLink, useLinkToken } from './one-time-link.ts';
import styles from './sign-in.module.css';
import { signInProblem } from './sign-in-problems.ts';

export function Component() {
  const [search] = useSearchParams();
  const token = useLinkToken();
  const returnTo = pageAfter(search.get('return_to'));
  if (token !== null) return <ByLink key={token} token={token} returnTo={returnTo} />;
  return <Choices returnTo={returnTo} problem={search.get('problem')} />;
}

/** Signs in by the link that was opened; who is signed in already is asked first, as anybody can make people open a link. */
function ByLink({ token, returnTo }: { token: string; returnTo: string }) {
  const [before] = useState(useSession().user);
  const [agreed, setAgreed] = useState(before === null);
  if (agreed) return <LinkInUse token={token} returnTo={returnTo} />;
  return (
    <Page title="Use this sign-in link?">
      <div className={styles.choices}>
        <p>
          You are signed in as {before?.name}. With this link you join the organization that it comes from, or become
          the member whom it was made for. Go on only if you know who sent it.
        </p>
        <Button variant="primary" onClick={() => setAgreed(true)}>
          Use the link
        </Button>
        <LinkButton as={Link} to={returnTo} variant="invisible">
          Stay as I am
        </LinkButton>
      </div>
    </Page>
  );
}

function LinkInUse({ token, returnTo }: { token: string; returnTo: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>(null);
  const send = useCallback(() => {
    setError(null);
    signInByLink(token).then((session) => {
      queries.setQueryData(sessionKey, session);
      void navigate(returnTo, { replace: true });
    }, setError);
  }, [token, returnTo, queries, navigate]);
  useEffect(send, [send]);
  if (error === null) return <Loading />;
  const failed = <LinkProblem error={error} onRetry={send} />;
  return <Choices returnTo={returnTo} problem={null} linkProblem={failed} />;
}

/** The token is gone from the address by now: a link that could not be sent is sent again from here. */
function LinkProblem({ error, onRetry }: { error: unknown; onRetry(): void }) {
  return isWorthRepeating(error) ? (
    <ProblemBanner error={error} onRetry={onRetry} />
  ) : (
    <ProblemBanner error={error} title="This link signs nobody in" />
  );
}

type ChoicesProps = { returnTo: string; problem: string | null; linkProblem?: ReactNode };

function Choices({ returnTo, problem, linkProblem = null }: ChoicesProps) {
  const session = useSession();
  if (session.user && problem === null && linkProblem === null) return <Navigate to={returnTo} replace />;
  const github = `/sign-in/github?${new URLSearchParams({ return_to: returnTo })}`;
  return (
    <Page title="Sign in to Waybill">
      <div className={styles.choices}>
        {linkProblem}
        {problem !== null && (
          <Banner
            variant="critical"
            title={session.user ? 'Your GitHub account is not connected' : 'You are not signed in'}
            description={signInProblem(problem)}
          />
        )}
        {session.sign_in.github ? (
          <LinkButton href={github} variant="primary" size="large" leadingVisual={MarkGithubIcon}>
            Sign in with GitHub
          </LinkButton>
        ) : (
          <Banner
            title="Signing in with GitHub is not set up here"
            description="The operator sets GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET of the GitHub App, and starts the server again."
          />
        )}
        <p className={styles.quiet}>
          Or open a one-time sign-in link: an owner or admin of your organization makes one under Organization, Members;
          whoever runs the server makes one with <code>npm run sign-in-link</code>.
        </p>
        <p>
          Public packages are open to everybody: <TextLink to="/packages">look at them</TextLink>.
        </p>
      </div>
    </Page>
  );
}

/** A page to go on to after signing in, which the sign-in itself is not. */
function pageAfter(path: string | null): string {
  const own = ownPath(path);
  return own.startsWith('/sign-in') ? '/' : own;
}
