import type { Actor } from '../../domain/access/actor.ts';
import type { Plan } from '../../domain/access/caller.ts';
import type { WriteBackMode } from '../../domain/connections/connection.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';

/** `plan` is the operator's to set. */
export type Organization = {
  id: OrganizationId;
  name: string;
  plan: Plan;
  writeBackMode: WriteBackMode;
  createdAt: Date;
};

/** Each method is one transaction. */
export type Organizations = {
  get(organizationId: OrganizationId): Promise<Organization>;
  /** The name that it has already changes nothing, and is not recorded. */
  rename(name: string, by: Actor): Promise<Organization>;
};
