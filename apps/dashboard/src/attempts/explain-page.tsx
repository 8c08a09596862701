import { Button, FormControl, TextInput } from '@primer/react';
import { type FormEvent, useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Page } from '../components/page.tsx';
import styles from './explain.module.css';
import { questionOf, recognise, searchOf, textOfQuestion } from './explain-question.ts';
import { Explanation } from './explanation.tsx';

/** Its address holds the question, so that the answer can be shared. */
export function Component() {
  const [search] = useSearchParams();
  const question = questionOf(search);
  return (
    <Page
      title="Explain"
      description="Why was this published, or why was it not? Ask about a repository, a commit, a branch, a tag or a delivery."
    >
      <QuestionForm asked={question ? textOfQuestion(question) : ''} />
      {question ? <Explanation key={textOfQuestion(question)} question={question} /> : <Examples />}
    </Page>
  );
}

function QuestionForm({ asked }: { asked: string }) {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(asked);
  const [unclear, setUnclear] = useState(false);
  useEffect(() => setTyped(asked), [asked]);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const question = recognise(typed);
    setUnclear(question === null);
    if (question === null) return;
    if (question.kind === 'attempt') return void navigate(`/attempts/${question.id}`);
    const next = searchOf(question);
    const organization = search.get('organization');
    if (organization) next.set('organization', organization);
    setSearch(next);
  };
  return (
    <form className={styles.question} onSubmit={ask}>
      <FormControl>
        <FormControl.Label>Repository, commit, branch, tag or delivery</FormControl.Label>
        <TextInput
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setUnclear(false);
          }}
          placeholder="acme/skills cf676c4"
          block
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
        />
        {unclear ? (
          <FormControl.Validation variant="error">
            {typed.trim() === ''
              ? 'Paste what you want to know about.'
              : 'This is none of them. Paste an address from GitHub, or type it like acme/skills main.'}
          </FormControl.Validation>
        ) : (
          <FormControl.Caption>An address from GitHub will do.</FormControl.Caption>
        )}
      </FormControl>
      <Button type="submit" variant="primary">
        Explain
      </Button>
    </form>
  );
}

const examples = [
  ['acme/skills', 'what happened lately in a repository'],
  ['https://github.com/acme/skills/commit/cf676c4…', 'what became of a commit'],
  ['acme/skills main', 'what became of a branch, or a tag'],
  ['cf676c4', 'a commit of any connected repository'],
  ['5464484e-f724-4741-a5b1-2fa1e00da19e', 'a delivery, by the id that GitHub shows under Recent deliveries'],
] as const;

function Examples() {
  return (
    <dl className={styles.examples} aria-label="What can be asked about">
      {examples.map(([text, what]) => (
        <div key={text}>
          <dt>
            <code>{text}</code>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
