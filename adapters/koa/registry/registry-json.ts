import type { Entry, PublishedVersion } from '../../../domain/registry/version.ts';
import type { EntryWithCurrent } from '../../../ports/registry/registry.ts';
import type { PackageUpdate } from '../../../workflows/registry/check-for-updates.use-case.ts';

/** An entry as lists show it. Nothing is evaluated here yet, so the figures are empty. */
export function entryJson({ entry, current }: EntryWithCurrent) {
  return {
    id: entry.id,
    name: entry.name,
    entry_type: entry.entryType,
    description: entry.description,
    visibility: entry.visibility,
    source_repo: entry.sourceRepo,
    current_version: current && { id: current.id, version: current.version, content_hash: current.contentHash },
    pass_rate: null,
    eval_count: 0,
  };
}

/** A version within its entry's detail. */
export function versionJson(version: PublishedVersion, { currentVersionId }: Entry) {
  return {
    id: version.id,
    version: version.version,
    content_hash: version.contentHash,
    is_current: version.id === currentVersionId,
    source: version.source,
    source_ref: sourceRef(version),
    source_repo: version.sourceRepo,
    pushed_at: version.publishedAt.toISOString(),
  };
}

/** A version in its entry's history. */
export function historyJson(version: PublishedVersion, { currentVersionId }: Entry) {
  return {
    version: version.version,
    is_current: version.id === currentVersionId,
    rolled_back: version.rolledBack,
    aggregate_pass_rate: null,
    aggregate_sessions: 0,
    change_summary: version.changeSummary,
    pushed_at: version.publishedAt.toISOString(),
    source: version.source,
    source_ref: sourceRef(version),
    source_repo: version.sourceRepo,
  };
}

export function updateJson(update: PackageUpdate, downloadUrl: string | null) {
  return {
    entry_id: update.entry.id,
    name: update.entry.name,
    has_update: update.hasUpdate,
    latest_version: update.latest?.version ?? null,
    latest_version_id: update.latest?.id ?? null,
    latest_content_hash: update.latest?.contentHash ?? null,
    current_version: update.installedLabel,
    download_url: downloadUrl,
  };
}

function sourceRef({ origin }: PublishedVersion): string | null {
  return origin.kind === 'client' ? null : origin.commit;
}
