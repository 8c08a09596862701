import { z } from 'zod';

/** `owner/name` in a query. */
export const repositoryName = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/, 'Give owner/name, for example acme/skills.')
  .meta({ description: '`owner/name`; upper and lower case are the same.' });

/** An ISO 8601 time with its offset. */
export const timeOfQuery = z.iso.datetime({ offset: true }).pipe(z.coerce.date());
