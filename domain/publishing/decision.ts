import type { Connection } from '../connections/connection.ts';
import type { InstallationState } from '../installations/installation-state.ts';
import { fullRefName } from '../shared/git-ref.ts';
import type { Sha } from '../shared/ids.ts';
import type { SkipReason } from './outcome.ts';
import type { DeliveryTrigger } from './triggers.ts';
import { classifyRef } from './version.ts';

/** What the decision has to know besides the connection: how its installation stands for its organization. */
export type DecisionFacts = { installation: InstallationState };

export type Decision =
  /** `ref` is a full ref name; for manual runs and re-runs the name as it came. */
  { kind: 'publish'; ref: string; commit: Sha | null } | { kind: 'skip'; reason: SkipReason };

type DecidingSettings = Pick<Connection, 'defaultBranch' | 'tagPattern' | 'autoPublish' | 'pausedReason'>;

/**
 * Whether a trigger makes an attempt. What the ref says comes first, then the person's switch, then what keeps the
 * connection from working. People's triggers pass the first two. Whether a tag names a version is found in the run.
 */
export function decide(connection: DecidingSettings, trigger: DeliveryTrigger, facts: DecisionFacts): Decision {
  const reason = refusalOfTrigger(connection, trigger) ?? refusalOfState(connection, facts);
  if (reason !== null) return { kind: 'skip', reason };
  const ref = typeof trigger.ref === 'string' ? trigger.ref : fullRefName(trigger.ref);
  return { kind: 'publish', ref, commit: trigger.commit };
}

function refusalOfTrigger(connection: DecidingSettings, trigger: DeliveryTrigger): SkipReason | null {
  if (!('deleted' in trigger)) return null;
  if (trigger.deleted) return 'ref_deleted';
  if (classifyRef(trigger.ref, connection) === 'other-ref') {
    return trigger.ref.kind === 'branch' ? 'branch_not_default' : 'tag_not_matched';
  }
  return connection.autoPublish ? null : 'auto_publish_off';
}

/** What keeps a connection from working, whatever is asked of it; null: nothing does. */
export function refusalOfState(connection: Pick<Connection, 'pausedReason'>, facts: DecisionFacts): SkipReason | null {
  if (connection.pausedReason !== null) return 'connection_paused';
  switch (facts.installation) {
    case 'missing':
      return 'installation_missing';
    case 'suspended':
      return 'installation_suspended';
    case 'active':
      return null;
    default:
      return facts.installation satisfies never;
  }
}
