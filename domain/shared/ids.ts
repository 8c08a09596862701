declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

export type OrganizationId = Branded<string, 'OrganizationId'>;
export type MemberId = Branded<string, 'MemberId'>;
export type ApiKeyId = Branded<string, 'ApiKeyId'>;
export type AuditRecordId = Branded<string, 'AuditRecordId'>;
export type EntryId = Branded<string, 'EntryId'>;
export type VersionId = Branded<string, 'VersionId'>;
export type InstallId = Branded<string, 'InstallId'>;
export type ConnectionId = Branded<string, 'ConnectionId'>;
export type AttemptId = Branded<string, 'AttemptId'>;
export type DeliveryId = Branded<string, 'DeliveryId'>;
export type InstallationRowId = Branded<string, 'InstallationRowId'>;
export type SetupStateId = Branded<string, 'SetupStateId'>;
export type PreviewId = Branded<string, 'PreviewId'>;
export type UserId = Branded<string, 'UserId'>;
export type SessionId = Branded<string, 'SessionId'>;

export type RowId =
  | OrganizationId
  | MemberId
  | ApiKeyId
  | AuditRecordId
  | EntryId
  | VersionId
  | InstallId
  | ConnectionId
  | AttemptId
  | DeliveryId
  | InstallationRowId
  | SetupStateId
  | PreviewId
  | UserId
  | SessionId;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A row's id from its text: a lower- or upper-case UUID, else null. The one place where such ids are made. */
export function parseId<Id extends RowId>(text: string): Id | null {
  const lower = text.toLowerCase();
  return uuid.test(lower) ? (lower as Id) : null;
}

/** The id of a row that is about to be made, from a UUID that was just drawn. Throws when it is none. */
export function newRowId<Id extends RowId>(uuid: string): Id {
  const id = parseId<Id>(uuid);
  if (id === null) throw new Error(`${uuid} was drawn as an id, and is no UUID.`);
  return id;
}

/** GitHub's numeric ids: positive, and small enough to survive JSON. */
export type InstallationId = Branded<number, 'InstallationId'>;
export type RepositoryId = Branded<number, 'RepositoryId'>;
export type AccountId = Branded<number, 'AccountId'>;

export function parseGitHubId<Id extends InstallationId | RepositoryId | AccountId>(value: number): Id | null {
  return Number.isSafeInteger(value) && value > 0 ? (value as Id) : null;
}

/** A commit's object name: 40 (SHA-1) or 64 (SHA-256) lower-case hex digits. */
export type Sha = Branded<string, 'Sha'>;

export function parseSha(text: string): Sha | null {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) && !/^0+$/.test(text) ? (text as Sha) : null;
}
