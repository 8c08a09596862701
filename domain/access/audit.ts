/** What can be done to whom, as `<noun>.<past participle>`. Clients filter by these names: one that was released stays. */
export const auditActions = [
  'api_key.created',
  'api_key.revoked',
  'attempt.cancelled',
  'attempt.requested',
  'connection.created',
  'connection.deleted',
  'connection.transfer_confirmed',
  'connection.updated',
  'delivery.reopened',
  'entry.created',
  'entry.rolled_back',
  'entry.updated',
  'installation.bound',
  'installation.unbound',
  'installation_setup.started',
  'member.created',
  'member.joined',
  'member.removed',
  'member.updated',
  'organization.created',
  'organization.updated',
  'session.created',
  'session.ended',
  'sign_in_link.created',
  'sign_in_link.withdrawn',
  'version.pushed',
  'version.unyanked',
  'version.yanked',
  'write_back_mode.updated',
] as const;

export type AuditAction = (typeof auditActions)[number];

/** The kinds of things that are changed. */
export const auditTargetTypes = [
  'api_key',
  'attempt',
  'connection',
  'delivery',
  'entry',
  'installation',
  'installation_setup',
  'member',
  'organization',
  'version',
] as const;

export type AuditTargetType = (typeof auditTargetTypes)[number];

/** What was done to what. `details`: JSON of the fields that changed, with their new values; never a secret. */
export type AuditEvent = {
  action: AuditAction;
  target: { type: AuditTargetType; id: string };
  details: Readonly<Record<string, unknown>>;
};
