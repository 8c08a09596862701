import type { Octokit } from '@octokit/core';
import type { z } from 'zod';

/** Makes exactly one request; gets an Octokit `request` that carries the credentials and the time limit. */
export type Call = (request: Octokit['request']) => Promise<{ url: string; data: unknown }>;

/** Asks in the App's own name, and gives what the schema reads from the answer. */
export type AsApp = <T>(schema: z.ZodType<T>, call: Call) => Promise<T>;
