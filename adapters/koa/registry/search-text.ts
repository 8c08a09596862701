import { z } from 'zod';
import { pageCursor, plainText } from '../input.ts';

/** What a list of entries is searched for. */
export const searchText = plainText(1, 200)
  .optional()
  .meta({ description: 'Part of the name or the description, in any case of letters.' });

/** How many rows a page has, of lists that older clients read whole. */
export const limitOrAll = z
  .string()
  .regex(/^([1-9][0-9]?|100)$/, 'Give a number from 1 to 100.')
  .transform(Number)
  .optional()
  .meta({ description: 'Rows of the page: 1 to 100; left out: all of them.' });

/** Which versions of an entry are listed. */
export const versionsQuery = z.strictObject({
  q: plainText(1, 128).optional().meta({ description: "Part of the version's name, in any case of letters." }),
  limit: limitOrAll,
  cursor: pageCursor,
});
