import { OutsideLink } from '../components/text-link.tsx';
import { useSession } from '../shell/session.ts';

/** The repository that a package says it comes from. */
export function SourceRepository({ repository }: { repository: string | null }) {
  const { github_url: github } = useSession();
  if (repository === null) return null;
  return <OutsideLink href={`${github}/${repository}`}>{repository}</OutsideLink>;
}

type CommitProps = { repository: string | null; commit: string; isWhole?: boolean };

/** A commit by its first digits, or all of them, which leads to it where its repository is known. */
export function CommitLink({ repository, commit, isWhole = false }: CommitProps) {
  const { github_url: github } = useSession();
  const name = <code>{isWhole ? commit : commit.slice(0, 7)}</code>;
  if (repository === null) return name;
  return <OutsideLink href={`${github}/${repository}/commit/${commit}`}>{name}</OutsideLink>;
}
