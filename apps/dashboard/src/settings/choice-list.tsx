import type { ReactNode } from 'react';
import styles from './settings.module.css';

export type Choice = { value: string; title: ReactNode; detail?: ReactNode; disabled?: boolean };

type Props = {
  /** Of the radio buttons: one group. */
  name: string;
  label: string;
  value: string | null;
  onChange(value: string): void;
  choices: readonly Choice[];
  /** Whether the form is not sent without one. */
  required?: boolean;
};

/** One of several, each with what is to be said of it. */
export function ChoiceList({ name, label, value, onChange, choices, required = false }: Props) {
  if (choices.length === 0) return null;
  return (
    <div className={styles.choices} role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <div key={choice.value}>
          <label className={styles.choice}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              disabled={choice.disabled ?? false}
              required={required}
              onChange={() => onChange(choice.value)}
            />
            <span>
              <span className={styles.choiceTitle}>{choice.title}</span>
              {choice.detail && <span className={styles.small}>{choice.detail}</span>}
            </span>
          </label>
        </div>
      ))}
    </div>
  );
}
