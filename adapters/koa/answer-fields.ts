import { z } from 'zod';

/** Fields that many answers have. They describe what we give; nothing that comes in is checked by them. */

export const uuid = z.string().meta({ format: 'uuid' });

/** ISO 8601 in UTC, with milliseconds. */
export const timestamp = z.string().meta({ format: 'date-time' });

/** A whole number that is no less than 0, or than `minimum`. */
export function count(minimum = 0) {
  return z.number().meta({ type: 'integer', minimum });
}

/** A commit's object name, SHA-1 or SHA-256. */
export const commitSha = z.string().meta({ pattern: '^([0-9a-f]{40}|[0-9a-f]{64})$' });

/** Lower-case hex SHA-256. */
export const sha256Hash = z.string().meta({ pattern: '^[0-9a-f]{64}$' });

/** The cursor of the next page; null at the end. */
export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: 'Give it as `cursor` for the next page. Null: this is the last.' });
