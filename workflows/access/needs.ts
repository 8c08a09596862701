import type { Need } from '../../domain/access/authorize.ts';

/** The whole GitHub integration needs Pro. Source: the API's documentation, "Overview". */
export const toReadGitHub: Need = { role: 'viewer', plan: 'pro' };
export const toChangeGitHub: Need = { role: 'admin', permission: 'registry:push', plan: 'pro' };

/** Payloads name people and branches of all repositories of an installation. */
export const toReadPayloads: Need = { role: 'admin', plan: 'pro' };

export const toReadRegistry: Need = { role: 'viewer' };
export const toInstall: Need = { role: 'member' };
export const toPushToRegistry: Need = { role: 'admin', permission: 'registry:push', plan: 'pro' };

export const toReadOrganization: Need = { role: 'viewer' };
export const toManageOrganization: Need = { role: 'admin', permission: 'organization:manage' };
export const toManageOwnKeys: Need = { role: 'member' };
