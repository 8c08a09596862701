import type { Context } from 'koa';
import { z } from 'zod';
import { type InstallationId, parseGitHubId, parseId, type RowId } from '../../domain/shared/ids.ts';
import type { FieldProblem } from '../../workflows/refusal.ts';
import { Problem } from './problem.ts';
import { readJson } from './request-body.ts';

/** A row's id in a body or a query. */
export function rowId<Id extends RowId>() {
  return idBy<Id>('Give a UUID, as the API gave it.');
}

/** A row's id in a path. `thing`: what it is the id of, for the 404. */
export function pathId<Id extends RowId>(thing: string) {
  return idBy<Id>(`There is no such ${thing}: an id looks like 0e1c7f44-6f5d-4b43-9c39-3d0f1b2a4c5d.`);
}

function idBy<Id extends RowId>(message: string) {
  return z
    .string()
    .meta({ format: 'uuid' })
    .transform((text, context) => {
      const id = parseId<Id>(text);
      if (id) return id;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
}

/** GitHub's number of an installation. */
export const installationNumber = z
  .number()
  .meta({ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
  .transform((value, context) => {
    const id = parseGitHubId<InstallationId>(value);
    if (id) return id;
    context.addIssue({ code: 'custom', message: 'Give the whole positive number that GitHub gave.' });
    return z.NEVER;
  });

/** The same in a query or a path, where it comes as text. */
export const installationNumberText = z
  .string()
  .regex(/^[1-9][0-9]{0,15}$/, 'Give the number that GitHub gave.')
  .transform(Number)
  .pipe(installationNumber);

/** How many rows a page has: 1-100, 50 unless told. */
export const pageLimit = z
  .string()
  .regex(/^([1-9][0-9]?|100)$/, 'Give a number from 1 to 100.')
  .transform(Number)
  .default(50)
  .meta({ description: 'Rows of the page: 1 to 100, 50 unless told.' });

/** How many rows a page has, of lists that older clients read whole. */
export const limitOrAll = pageLimit
  .unwrap()
  .optional()
  .meta({ description: 'Rows of the page: 1 to 100; left out: all of them.' });

/** Where a page begins. */
export const pageCursor = z
  .string()
  .regex(/^[\w.~:=+-]{1,512}$/, 'Give the next_cursor of the page before.')
  .optional()
  .meta({ description: 'The `next_cursor` of the page before.' });

/** A SHA-256 of bytes. */
export const sha256Text = z.string().regex(/^[0-9a-f]{64}$/, 'Give the SHA-256 in 64 lower-case hex digits.');

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused
const withoutControls = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/;

/** Text for people: no control characters but line ends and tabs, and nothing that is no Unicode text. */
export function plainText(minLength: number, maxLength: number) {
  return z
    .string()
    .min(minLength)
    .max(maxLength)
    .regex(withoutControls, 'Leave out control characters.')
    .refine((text) => text.isWellFormed(), 'Leave out halves of surrogate pairs.');
}

/** The request's JSON body by its schema. Fields that are wrong, missing or unknown: 422 that names all of them. */
export async function bodyOf<Schema extends z.ZodType>(
  ctx: Context,
  schema: Schema,
  limitBytes?: number,
): Promise<z.output<Schema>> {
  const body = await readJson(ctx, limitBytes);
  return checked(schema, body, 'body');
}

/** As `bodyOf`, where no body at all counts as `{}`. */
export async function optionalBodyOf<Schema extends z.ZodType>(
  ctx: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body = await readJson(ctx);
  return checked(schema, body === undefined ? {} : body, 'body');
}

/** The request's query by its schema; a parameter given twice is an array, which no schema here takes. */
export function queryOf<Schema extends z.ZodType>(ctx: Context, schema: Schema): z.output<Schema> {
  return checked(schema, { ...ctx.query }, 'query');
}

/** The value by its schema; `where` it stands in the request is told with what is wrong of it. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.slice(0, 20).map(({ path, message }) => fieldProblem(path, message, where));
  const listed = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new Problem(422, 'invalid_request', `The ${where} cannot be taken. ${listed}`.slice(0, 2_000), { errors });
}

function fieldProblem(path: PropertyKey[], message: string, where: string): FieldProblem {
  return { path: path.length === 0 ? where : path.map(String).join('.'), message: message.slice(0, 300) };
}
