import { AlertIcon } from '@primer/octicons-react';
import { Button } from '@primer/react';
import { useEffect } from 'react';
import { api, type Schema } from '../api/client.ts';
import { isProblem } from '../api/problem.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loading } from '../components/loaded.tsx';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { ChoiceList } from './choice-list.tsx';
import { count } from './count.ts';
import { PathField } from './path-field.tsx';
import styles from './settings.module.css';

export type Skill = Schema<'Skill'>;
type Props = {
  installationId: number;
  repository: Schema<'Repository'>;
  path: string;
  /** Whether somebody was told what was found, and so chose or kept the path. */
  isChosen: boolean;
  onChange(path: string): void;
  /** Told once of what was found. */
  onFound(skills: Skill[]): void;
};

/** The folders of the repository that hold a SKILL.md; where they cannot be read, the path is typed. */
export function SkillPicker({ installationId, repository, path, isChosen, onChange, onFound }: Props) {
  const { owner, name } = repository;
  const skills = api.useQuery(
    'get',
    '/api/v1/github/repos/{owner}/{repo}/skills',
    { params: { path: { owner, repo: name }, query: { installation_id: String(installationId) } } },
    {
      staleTime: 60_000,
      retry: (failures, error) => failures < 3 && isProblem(error) && error.code === 'discovery_busy',
    },
  );
  const found = skills.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when it comes, not when the listener is another one.
  useEffect(() => {
    if (found) onFound(found.skills);
  }, [found]);
  const again = () => void skills.refetch();
  const isEmpty = isProblem(skills.error) && skills.error.code === 'repository_empty';
  if (isEmpty && !skills.isFetching) return <NoSkill repository={repository} onRetry={again} />;
  if (skills.error !== null && !skills.isFetching) {
    return (
      <>
        <ProblemBanner error={skills.error} title="The repository could not be searched for skills" onRetry={again} />
        <PathField path={path} onChange={onChange} />
      </>
    );
  }
  if (!found || (skills.isFetching && found.skills.length === 0)) {
    return (
      <div role="status">
        <Loading />
        <p className={styles.muted}>Looking for SKILL.md files in {repository.full_name} …</p>
      </div>
    );
  }
  if (found.skills.length === 0) return <NoSkill repository={repository} onRetry={again} />;
  const isGone = isChosen && !found.truncated && !found.skills.some((skill) => skill.path === path);
  return (
    <>
      <p role="status" className={styles.small}>
        {count(found.skills.length, 'skill')} found at commit <code>{found.commit.slice(0, 7)}</code>.
        {found.truncated && ' There are more: type the path of another one below.'}
        {isGone && (
          <span className={styles.warned}>
            {' '}
            {path === '.' ? 'The root of the repository' : `The folder ${path}`} holds no SKILL.md now: choose another
            one.
          </span>
        )}
      </p>
      <ChoiceList
        name="skill"
        label="Skill"
        value={path}
        onChange={onChange}
        choices={found.skills.map(choiceOf)}
        required={!found.truncated}
      />
      {found.truncated && <PathField path={path} onChange={onChange} />}
    </>
  );
}

function choiceOf({ path, name, description, problems, connections }: Skill) {
  return {
    value: path,
    title: (
      <>
        <strong>{name ?? 'unnamed'}</strong> <code>{path === '.' ? 'root of the repository' : path}</code>
      </>
    ),
    detail: (
      <>
        {description}
        {problems.map(({ code, message, line }) => (
          <span key={`${code}${line}`} className={styles.warned}>
            <AlertIcon /> SKILL.md line {line}: {message}{' '}
          </span>
        ))}
        {connections.length > 0 && (
          <span> Publishes into {connections.map(({ entry_name }) => entry_name).join(', ')} already.</span>
        )}
      </>
    ),
  };
}

function NoSkill({ repository, onRetry }: { repository: Schema<'Repository'>; onRetry(): void }) {
  return (
    <EmptyState title={`No SKILL.md in ${repository.full_name}`}>
      <p>
        Push a file SKILL.md to {repository.default_branch}, in the root or in a folder for each skill, which begins
        with the lines <code>---</code>, <code>name: my-skill</code>,{' '}
        <code>description: What it does and when to use it</code>, <code>---</code>.
      </p>
      <Button onClick={onRetry}>Look again</Button>
    </EmptyState>
  );
}
