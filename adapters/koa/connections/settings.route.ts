import { z } from 'zod';
import type { WriteBackMode } from '../../../domain/connections/connection.ts';
import { readWriteBackMode, setWriteBackMode } from '../../../workflows/connections/write-back-mode.use-case.ts';
import { writeBackMode } from '../access/access-json.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { unlessRefused } from '../problem.ts';

const path = '/api/v1/github/settings';
const settingsBody = z.strictObject({ write_back_mode: writeBackMode });

const settingsSchema = z
  .strictObject({
    write_back_mode: writeBackMode,
    note: z.string().optional().meta({ description: 'Set where a mode does not do all of what its name says yet.' }),
  })
  .meta({ id: 'GitHubSettings' });

/** The organization's GitHub settings; POST (as documented) and PATCH change them alike. */
export function settingsEndpoints(deps: HttpDeps): Endpoint[] {
  return [read(deps), change(deps, 'post', 'updateSettings'), change(deps, 'patch', 'patchSettings')];
}

const read = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'getSettings',
    tag: 'Settings',
    summary: 'Read the GitHub settings',
    access: 'key',
    answers: { 200: { description: "The organization's settings.", body: settingsSchema } },
  }).handle(async ({ caller }) => {
    const { mode } = unlessRefused(await readWriteBackMode(deps, { caller }));
    return { status: 200, body: settingsJson(mode) };
  });

const change = (deps: HttpDeps, method: 'post' | 'patch', operationId: string) =>
  endpoint({
    method,
    path,
    operationId,
    tag: 'Settings',
    summary: 'Change the GitHub settings',
    access: 'key',
    body: settingsBody,
    answers: { 200: { description: 'The settings as they are now.', body: settingsSchema } },
  }).handle(async ({ caller, body }) => {
    const { mode } = unlessRefused(await setWriteBackMode(deps, { caller, mode: body.write_back_mode }));
    return { status: 200, body: settingsJson(mode) };
  });

function settingsJson(mode: WriteBackMode): z.input<typeof settingsSchema> {
  if (mode !== 'checks_and_prs') return { write_back_mode: mode };
  const note = 'Pull requests are not written yet: checks_and_prs behaves as checks.';
  return { write_back_mode: mode, note };
}
