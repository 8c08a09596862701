import { z } from 'zod';
import type { EntryId } from '../../../domain/shared/ids.ts';
import { recordInstall } from '../../../workflows/registry/record-install.use-case.ts';
import { rollBack, rollbackTarget } from '../../../workflows/registry/roll-back.use-case.ts';
import { updateEntry } from '../../../workflows/registry/update-entry.use-case.ts';
import { unyankVersion, yankVersion } from '../../../workflows/registry/yank-version.use-case.ts';
import { uuid } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pathId, plainText, sha256Text } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { entryJson, entrySchema, entryVisibility, versionJson, versionSchema } from './registry-json.ts';

const path = '/api/v1/registry/{id}';
const params = { id: pathId<EntryId>('entry') };
const ofVersion = { ...params, version: z.string() };

const updateBody = z.strictObject({
  visibility: entryVisibility.optional(),
  description: plainText(0, 2_048).nullable().optional(),
  confirm_public: z
    .boolean()
    .default(false)
    .meta({ description: "Everybody may read the files of the entry's private repository." }),
});
const rollbackBody = z.strictObject({
  target_version: plainText(1, 128)
    .nullable()
    .default(null)
    .meta({ description: 'The version to go to; left out: the one that `getRollbackTarget` names.' }),
  reason: plainText(0, 2_000).nullable().default(null),
});
const installBody = z.strictObject({
  install_path: plainText(1, 4_096),
  device_id: plainText(1, 256),
  installed_content_hash: sha256Text.nullable().default(null),
  receipt_id: plainText(1, 256)
    .nullable()
    .default(null)
    .meta({ description: "The client's own number of this install: the same again gets the same answer." }),
});

/** What people change of entries, and what clients say of their installs. */
export function entryChangesEndpoints(deps: HttpDeps): Endpoint[] {
  return [update(deps), rollback(deps), target(deps), yank(deps), unyank(deps), install(deps)];
}

const update = (deps: HttpDeps) =>
  endpoint({
    method: 'patch',
    path,
    operationId: 'updateEntry',
    tag: 'Registry',
    summary: "Change an entry's visibility or description",
    access: 'key',
    params,
    body: updateBody,
    answers: { 200: { description: 'The entry as it is now.', body: entrySchema } },
    refusals: { 404: ['entry_not_found'], 409: ['confirm_public_required'] },
  }).handle(async ({ caller, params: { id: entryId }, body: { visibility, description, confirm_public } }) => {
    const changes = { ...(visibility && { visibility }), ...(description !== undefined && { description }) };
    const input = { caller, entryId, changes, confirmPublic: confirm_public };
    return { status: 200, body: entryJson(unlessRefused(await updateEntry(deps, input))) };
  });

const rollback = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: `${path}/rollback`,
    operationId: 'rollBack',
    tag: 'Registry',
    summary: 'Roll back, or make any other version current',
    description:
      'The version that was current is `rolled_back`, and does not become current by itself again: only a newer commit, ' +
      'a higher release, a push or another rollback replaces the choice. Without a target it goes to the version that ' +
      'was current last of those that were neither left by a rollback nor yanked.',
    access: 'key',
    params,
    body: rollbackBody,
    bodyOptional: true,
    answers: {
      200: {
        description: 'The entry, the version that is current now, and the one that was left, if any.',
        body: z.strictObject({ entry: entrySchema, version: versionSchema, rolled_back: versionSchema.nullable() }),
      },
    },
    refusals: {
      404: ['entry_not_found', 'version_not_found'],
      409: ['already_current', 'nothing_to_roll_back', 'version_yanked'],
    },
  }).handle(async ({ caller, params: { id: entryId }, body: { target_version, reason } }) => {
    const wanted = { caller, entryId, targetVersion: target_version, reason };
    const { entry, version, left } = unlessRefused(await rollBack(deps, wanted));
    const rolled_back = left && versionJson(left, entry);
    const body = { entry: entryJson({ entry, current: version }), version: versionJson(version, entry), rolled_back };
    return { status: 200, body };
  });

const target = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/rollback`,
    operationId: 'getRollbackTarget',
    tag: 'Registry',
    summary: 'Ask where a rollback goes',
    description: 'To the version that was current last of those that were neither left by a rollback nor yanked.',
    access: 'key',
    params,
    answers: {
      200: {
        description:
          'Where a rollback without a target would go now. Null: no version that could be current again was.',
        body: z.strictObject({ target_version: z.string().nullable() }),
      },
    },
    refusals: { 404: ['entry_not_found'] },
  }).handle(async ({ caller, params: { id: entryId } }) => {
    const { version } = unlessRefused(await rollbackTarget(deps, { caller, entryId }));
    return { status: 200, body: { target_version: version } };
  });

const yanked = {
  200: { description: 'The version as it is now.', body: z.strictObject({ version: versionSchema }) },
};
const noSuchVersion = { 404: ['entry_not_found', 'version_not_found'] } as const;

const yank = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: `${path}/versions/{version}/yank`,
    operationId: 'yankVersion',
    tag: 'Registry',
    summary: 'Take a version out of use',
    description:
      'It is offered to nobody from now on; where it is current, the version that the rules call for takes its place. ' +
      'Its bytes stay for whoever has pinned it. A version that is yanked already keeps its reason.',
    access: 'key',
    params: ofVersion,
    body: z.strictObject({ reason: plainText(1, 2_000) }),
    answers: yanked,
    refusals: noSuchVersion,
  }).handle(async ({ caller, params: { id: entryId, version: name }, body: { reason } }) => {
    const { entry, version } = unlessRefused(await yankVersion(deps, { caller, entryId, version: name, reason }));
    return { status: 200, body: { version: versionJson(version, entry) } };
  });

const unyank = (deps: HttpDeps) =>
  endpoint({
    method: 'delete',
    path: `${path}/versions/{version}/yank`,
    operationId: 'unyankVersion',
    tag: 'Registry',
    summary: 'Take a yank back',
    description:
      'Where the yank took the current place from it, and nothing else moved that since, it is current again.',
    access: 'key',
    params: ofVersion,
    answers: yanked,
    refusals: noSuchVersion,
  }).handle(async ({ caller, params: { id: entryId, version: name } }) => {
    const { entry, version } = unlessRefused(await unyankVersion(deps, { caller, entryId, version: name }));
    return { status: 200, body: { version: versionJson(version, entry) } };
  });

const install = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: `${path}/install`,
    operationId: 'recordInstall',
    tag: 'Registry',
    summary: 'Say that a package was installed',
    access: 'key',
    params,
    body: installBody,
    idempotent: true,
    answers: {
      200: {
        description: 'The install that is kept.',
        body: z.strictObject({ data: z.strictObject({ id: uuid }) }),
      },
    },
    refusals: { 404: ['entry_not_found'] },
  }).handle(async ({ caller, params: { id: entryId }, body }) => {
    const { install_path: installPath, device_id: deviceId, receipt_id: receiptId } = body;
    const wanted = { entryId, installPath, deviceId, receiptId, contentHash: body.installed_content_hash };
    const { id } = unlessRefused(await recordInstall(deps, { caller, install: wanted }));
    return { status: 200, body: { data: { id } } };
  });
