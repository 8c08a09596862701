import { z } from 'zod';
import { limitOrAll, pageCursor, plainText } from '../input.ts';

/** What a list of entries is searched for. */
export const searchText = plainText(1, 200)
  .optional()
  .meta({ description: 'Part of the name or the description, in any case of letters.' });

/** Which versions of an entry are listed. */
export const versionsQuery = z.strictObject({
  q: plainText(1, 128).optional().meta({ description: "Part of the version's name, in any case of letters." }),
  limit: limitOrAll,
  cursor: pageCursor,
});
