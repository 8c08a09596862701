import type { Entry, HiddenReason } from './version.ts';

/** Whether everybody finds the entry in lists and searches. */
export function isListed(entry: Pick<Entry, 'visibility' | 'hiddenReason'>): boolean {
  return entry.visibility === 'public' && entry.hiddenReason === null;
}

/** Whether everybody may read the entry and fetch its versions: a listed one, or an unlisted one by its id. */
export function isReadableByAll(entry: Pick<Entry, 'visibility' | 'hiddenReason'>): boolean {
  return entry.visibility !== 'org' && entry.hiddenReason === null;
}

/** Why the entry is hidden, for the organization that owns it, and what to do about it. */
export function explainHidden(reason: HiddenReason, entryName: string): { sentence: string; fix: string } {
  switch (reason) {
    case 'source_made_private':
      return {
        sentence: `The repository that ${entryName} is published from was made private, so the public does not see the entry any more.`,
        fix: 'Make the repository public again, or set the visibility to public with confirm_public: true if everybody may go on reading the published files.',
      };
    default:
      return reason satisfies never;
  }
}
