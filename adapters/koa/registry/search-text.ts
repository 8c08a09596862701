import { plainText } from '../input.ts';

/** What a list of entries is searched for. */
export const searchText = plainText(1, 200)
  .optional()
  .meta({ description: 'Part of the name or the description, in any case of letters.' });
