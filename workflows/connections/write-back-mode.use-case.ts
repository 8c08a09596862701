import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { WriteBackMode } from '../../domain/connections/connection.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import { toChangeGitHub, toReadGitHub } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';

export type WriteBackModePorts = { connections: Pick<Connections, 'writeBackMode' | 'setWriteBackMode'> };

type ModeAnswer = { kind: 'mode'; mode: WriteBackMode } | Refusal;

/** Whether, and how, the organization's outcomes are told to GitHub. */
export async function readWriteBackMode(
  ports: WriteBackModePorts,
  { caller }: { caller: Caller },
): Promise<ModeAnswer> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  return { kind: 'mode', mode: await ports.connections.writeBackMode(caller.organizationId) };
}

export async function setWriteBackMode(
  ports: WriteBackModePorts,
  { caller, mode }: { caller: Caller; mode: WriteBackMode },
): Promise<ModeAnswer> {
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  await ports.connections.setWriteBackMode(mode, caller);
  return { kind: 'mode', mode };
}
