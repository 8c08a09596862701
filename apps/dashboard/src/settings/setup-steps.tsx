import { CheckCircleFillIcon, CircleIcon, DotFillIcon } from '@primer/octicons-react';
import { LinkButton } from '@primer/react';
import type { ReactNode } from 'react';
import type { Schema } from '../api/client.ts';
import { Link } from '../components/link.tsx';
import { Section } from '../components/page.tsx';
import { useMay } from '../shell/organization.ts';
import { BindById } from './bind-by-id.tsx';
import { ConnectAppButton } from './connect-app-button.tsx';
import styles from './settings.module.css';

type Step = { title: string; done: string; next: ReactNode };

type Props = {
  installations: Schema<'ListedInstallation'>[];
  connection: Schema<'Connection'> | null;
  published: boolean;
};

/** The way from nothing to a published version: what is done, and the one step that is next. */
export function SetupSteps({ installations, connection, published }: Props) {
  const may = useMay('admin');
  const steps: (Step & { isDone: boolean })[] = [
    {
      title: 'Install the GitHub App',
      isDone: installations.length > 0,
      done: `Bound: ${boundAccounts(installations)}.`,
      next: <InstallStep may={may} />,
    },
    {
      title: 'Connect a repository',
      isDone: connection !== null,
      done: connection ? `${connection.repo_full_name} publishes into ${connection.entry_name}.` : '',
      next: <ConnectStep may={may} />,
    },
    {
      title: 'Publish the first version',
      isDone: published,
      done: '',
      next: connection && <PublishStep connection={connection} />,
    },
  ];
  if (installations.length === 0 && connection !== null) {
    return (
      <Section title="The GitHub App is not bound any more">
        <InstallStep may={may} />
      </Section>
    );
  }
  const current = steps.findIndex((step) => !step.isDone);
  return (
    <Section title="From nothing to a published version">
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={step.title} {...(index === current && { 'aria-current': 'step' as const })}>
            <Mark isDone={step.isDone} isCurrent={index === current} />
            <div className={styles.stack}>
              <strong className={index > current ? styles.muted : undefined}>
                {step.title}
                {step.isDone && ' (done)'}
              </strong>
              {step.isDone && <span className={styles.muted}>{step.done}</span>}
              {index === current && step.next}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

const mostNamed = 5;

function boundAccounts(installations: Props['installations']): string {
  const names = installations.slice(0, mostNamed).map((one) => one.account_login);
  const more = installations.length - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`;
}

function Mark({ isDone, isCurrent }: { isDone: boolean; isCurrent: boolean }) {
  if (isDone) return <CheckCircleFillIcon className={styles.good} />;
  return isCurrent ? <DotFillIcon /> : <CircleIcon className={styles.muted} />;
}

function InstallStep({ may }: { may: boolean }) {
  return (
    <div className={styles.stack}>
      <p className={styles.muted}>
        GitHub asks on which account, and which repositories Waybill may read; then it brings you back here. Waybill
        reads files and writes results to commits; it never pushes, and opens no pull requests.
      </p>
      <ConnectAppButton primary />
      {may && (
        <div className={styles.row}>
          <span className={styles.small}>Is the App on the account already?</span>
          <BindById />
        </div>
      )}
    </div>
  );
}

function ConnectStep({ may }: { may: boolean }) {
  return (
    <>
      <p className={styles.muted}>
        Choose the repository, the folder with its SKILL.md, and the package that it publishes into. Pushes to its
        branch and tags with a version then publish by themselves.
      </p>
      {may ? (
        <div>
          <LinkButton as={Link} to="/settings/github/connect" variant="primary">
            Choose a repository
          </LinkButton>
        </div>
      ) : (
        <p className={styles.small}>Admins and owners may connect one. Ask one of them.</p>
      )}
    </>
  );
}

function PublishStep({ connection }: { connection: Schema<'Connection'> }) {
  return (
    <>
      <p className={styles.muted}>
        Push to {connection.default_branch} of {connection.repo_full_name}, or publish what it has now with{' '}
        <i>Sync now</i>.
      </p>
      <div>
        <LinkButton as={Link} to={`/settings/github/connections/${connection.id}`} variant="primary">
          Go to Sync now
        </LinkButton>
      </div>
    </>
  );
}
