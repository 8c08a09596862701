import { FormControl, TextInput } from '@primer/react';
import { maxSkillPathLength, parseSkillPath } from '../../../../domain/connections/skill-path.ts';
import { useJudgement } from './use-judgement.ts';

type Props = { path: string; onChange(path: string): void; disabled?: boolean };

/** The folder of the repository that is published. */
export function PathField({ path, onChange, disabled = false }: Props) {
  const parsed = parseSkillPath(path);
  const problem = parsed.kind === 'invalid' ? parsed.message : null;
  const field = useJudgement(problem);
  return (
    <FormControl required disabled={disabled}>
      <FormControl.Label>Path of the skill's folder</FormControl.Label>
      <TextInput
        ref={field}
        value={path}
        onChange={(event) => onChange(event.target.value)}
        block
        monospace
        maxLength={maxSkillPathLength}
        autoComplete="off"
        spellCheck={false}
      />
      {problem !== null && <FormControl.Validation variant="error">{problem}</FormControl.Validation>}
      <FormControl.Caption>
        <code>.</code> is the root of the repository; another folder is, for example, <code>skills/my-skill</code>.
      </FormControl.Caption>
    </FormControl>
  );
}
