import { AlertIcon } from '@primer/octicons-react';
import styles from './settings.module.css';

const texts: Record<string, string> = {
  'setting write_back_mode:checks': 'write-back is off for the whole organization (page GitHub, Results on GitHub)',
  repository: 'the repository is archived',
  installation: 'the installation of the App is not bound any more',
};

/** What the App or a setting lacks, so that a switch that is on does nothing yet. */
export function Missing({ of, missing }: { of: string; missing: readonly string[] }) {
  if (missing.length === 0) return null;
  return (
    <p className={styles.warned}>
      <AlertIcon /> {of} yet: {missing.map(textOf).join('; ')}.
    </p>
  );
}

function textOf(missing: string): string {
  const [kind, name] = missing.split(' ');
  if (kind === 'permission') return `an owner of the account has to accept the permission ${name} of the App on GitHub`;
  if (kind === 'event') return `the App is not subscribed to the event ${name}`;
  return texts[missing] ?? missing;
}
