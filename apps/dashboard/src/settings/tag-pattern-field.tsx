import { FormControl, TextInput } from '@primer/react';
import { useDeferredValue } from 'react';
import { maxTagPatternLength } from '../../../../domain/connections/tag-pattern.ts';
import type { Schema } from '../api/client.ts';
import { Loaded } from '../components/loaded.tsx';
import styles from './settings.module.css';
import { previewTags } from './tag-preview.ts';
import { TagVerdicts } from './tag-verdicts.tsx';
import { useJudgement } from './use-judgement.ts';
import { useTags } from './use-tags.ts';

type Props = {
  pattern: string;
  onChange(pattern: string): void;
  /** `owner/name` */
  repository: string;
  installationId: number;
  disabled?: boolean;
  /** Whether GitHub can be asked for the repository's tags now. Default: yes. */
  readable?: boolean;
};

/** The pattern of tags that publish releases, and what it makes of the tags that the repository has. */
export function TagPatternField({
  pattern,
  onChange,
  repository,
  installationId,
  disabled = false,
  readable = true,
}: Props) {
  const tags = useTags({ repository, installationId, readable });
  const judged = previewTags(pattern, []);
  const field = useJudgement(judged.kind === 'invalid' ? judged.message : null);
  return (
    <div className={styles.stack}>
      <FormControl required disabled={disabled}>
        <FormControl.Label>Tag pattern</FormControl.Label>
        <TextInput
          ref={field}
          value={pattern}
          onChange={(event) => onChange(event.target.value)}
          block
          monospace
          spellCheck={false}
          autoComplete="off"
          maxLength={maxTagPatternLength}
        />
        {judged.kind === 'invalid' && <FormControl.Validation variant="error">{judged.message}</FormControl.Validation>}
        <FormControl.Caption>
          A new tag that matches publishes the version in its name, for example <code>v*</code> for v1.2.0, or{' '}
          <code>my-skill@*</code> for my-skill@1.2.0. <code>*</code> stops at a slash.
        </FormControl.Caption>
      </FormControl>
      {!readable && <p className={styles.small}>The repository cannot be read now, so its tags are not shown.</p>}
      {readable && judged.kind === 'judged' && (
        <Loaded query={tags}>
          {(found) => <Preview pattern={pattern} tags={found.tags} more={found.next_cursor !== null} />}
        </Loaded>
      )}
    </div>
  );
}

type PreviewProps = { pattern: string; tags: Schema<'RepositoryRef'>[]; more: boolean };

function Preview({ pattern, tags, more }: PreviewProps) {
  // A thousand tags are judged while somebody types.
  const preview = previewTags(useDeferredValue(pattern), tags);
  if (preview.kind === 'invalid') return null;
  return <TagVerdicts preview={preview} count={tags.length} more={more} />;
}
