import { invalidRequest } from './rest-error.ts';

type Body = Record<string, unknown>;

/** Fields that must be there; GitHub's words for those that are not. */
export function requireFields(body: Body, names: readonly string[]): void {
  const missing = names.filter((name) => body[name] === undefined).map((name) => `"${name}"`);
  if (missing.length === 0) return;
  throw invalidRequest(`${missing.join(', ')} ${missing.length === 1 ? "wasn't" : "weren't"} supplied.`);
}

/** A string, or nothing when the field is absent or null. */
export function optionalString(body: Body, name: string, maxCharacters?: number): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw notOfType(name, value, 'a string');
  if (maxCharacters !== undefined && value.length > maxCharacters) {
    throw invalidRequest(`Only ${maxCharacters} characters are allowed; ${value.length} were supplied.`);
  }
  return value;
}

export function requiredString(body: Body, name: string, maxCharacters?: number): string {
  const value = optionalString(body, name, maxCharacters);
  if (value === undefined) throw invalidRequest(`"${name}" wasn't supplied.`);
  return value;
}

export function optionalChoice<T extends string>(body: Body, name: string, choices: readonly T[]): T | undefined {
  const value = optionalString(body, name);
  if (value === undefined || choices.includes(value as T)) return value as T | undefined;
  throw invalidRequest(`${value} is not a member of ${JSON.stringify(choices).replaceAll(',', ', ')}.`);
}

export function optionalInteger(body: Body, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!Number.isInteger(value)) throw notOfType(name, value, 'an integer');
  return value as number;
}

/** An ISO 8601 time, given back to the second in UTC. */
export function optionalTime(body: Body, name: string): string | undefined {
  const value = optionalString(body, name);
  if (value === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw invalidRequest(`${value} is not a valid date-time.`);
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

export function optionalObjects(body: Body, name: string, maxItems: number): Body[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw notOfType(name, value, 'an array');
  if (value.length > maxItems) {
    throw invalidRequest(`No more than ${maxItems} items are allowed; ${value.length} were supplied.`);
  }
  return value.map((item) => asObject(name, item));
}

export function asObject(name: string, value: unknown): Body {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body;
  throw notOfType(name, value, 'an object');
}

export function isHttpUrl(text: string): boolean {
  return /^https?:\/\/./i.test(text);
}

function notOfType(name: string, value: unknown, type: string) {
  return invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not ${type}.`);
}
