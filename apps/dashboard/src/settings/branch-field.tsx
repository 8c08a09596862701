import { FormControl, TextInput } from '@primer/react';
import { useId } from 'react';
import { isRefName } from '../../../../domain/shared/git-ref.ts';
import { api } from '../api/client.ts';
import styles from './settings.module.css';
import { useJudgement } from './use-judgement.ts';

type Props = {
  branch: string;
  onChange(branch: string): void;
  repository: string;
  installationId: number;
  disabled?: boolean;
  /** Whether GitHub can be asked for the repository's branches now. Default: yes. */
  readable?: boolean;
};

/** The branch whose pushes are published; the repository's branches are suggested. */
export function BranchField({
  branch,
  onChange,
  repository,
  installationId,
  disabled = false,
  readable = true,
}: Props) {
  const [owner = '', repo = ''] = repository.split('/');
  const listId = useId();
  const branches = api.useQuery(
    'get',
    '/api/v1/github/repos/{owner}/{repo}/branches',
    { params: { path: { owner, repo }, query: { installation_id: String(installationId) } } },
    { staleTime: 30_000, enabled: readable },
  );
  const problem = problemOf(branch);
  const field = useJudgement(problem);
  const { branches: found = [], next_cursor, default_branch } = branches.data ?? {};
  const isUnknown = branches.data && next_cursor === null && !found.some(({ name }) => name === branch);
  return (
    <FormControl required disabled={disabled}>
      <FormControl.Label>Branch</FormControl.Label>
      <TextInput
        ref={field}
        value={branch}
        onChange={(event) => onChange(event.target.value)}
        list={listId}
        block
        monospace
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
      />
      {problem !== null && <FormControl.Validation variant="error">{problem}</FormControl.Validation>}
      <FormControl.Caption>
        {isUnknown && problem === null && (
          <span role="status" className={styles.warned}>
            {repository} has no branch {branch} now: nothing is published from it until it is pushed.{' '}
          </span>
        )}
        Pushes to it publish versions such as 0.0.0-github.bdef505.
        {default_branch && ` GitHub's default branch is ${default_branch}.`}
        <datalist id={listId}>
          {found.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </FormControl.Caption>
    </FormControl>
  );
}

function problemOf(branch: string): string | null {
  if (branch === '') return 'Give the name of a branch.';
  return isRefName(branch) ? null : 'Git knows no branch of such a name.';
}
