import { useRef, useState } from 'react';
import { useOrganization } from '../shell/organization.ts';
import { useSession } from '../shell/session.ts';

type Options<Values> = {
  /** Names the form and what it is about. */
  form: string;
  /** How it begins. */
  initial(): Values;
  /** What of the kept values, which may be anything, fits the form; null: nothing. */
  read(kept: unknown): Values | null;
};

type KeptForm<Values> = {
  values: Values;
  /** They were filled in before the page was loaded. */
  isRestored: boolean;
  /** A change that the person made: kept from now on. */
  edit(change: (before: Values) => Values): void;
  /** A change that follows from what was found: kept along with edits only. */
  follow(change: (before: Values) => Values): void;
  /** It was sent or given up: nothing of it is kept any more. */
  forget(): void;
};

/**
 * The values of a form, which a reload and another sign-in do not lose: kept in this tab, for this person in this
 * organization, until sign-out. Nothing secret belongs in them.
 */
export function useKeptForm<Values>({ form, initial, read }: Options<Values>): KeptForm<Values> {
  const { id: organizationId } = useOrganization();
  const { user } = useSession();
  const [key] = useState(`waybill.draft ${user?.id} ${organizationId} ${form}`);
  const [restored] = useState(() => read(parsed(sessionStorage.getItem(key))));
  const [values, setValues] = useState(() => restored ?? initial());
  // Ahead of `values` until they are shown: one change after the other builds on it.
  const latest = useRef({ values, isEdited: restored !== null, isForgotten: false });
  const change = (to: Values, isEdited: boolean) => {
    latest.current = { ...latest.current, values: to, isEdited };
    setValues(to);
    if (!isEdited || latest.current.isForgotten) return;
    const text = JSON.stringify(to);
    if (text === JSON.stringify(initial())) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  };
  return {
    values,
    isRestored: restored !== null,
    edit: (update) => change(update(latest.current.values), true),
    follow: (update) => change(update(latest.current.values), latest.current.isEdited),
    forget: () => {
      latest.current.isForgotten = true;
      sessionStorage.removeItem(key);
    },
  };
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
