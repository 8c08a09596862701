import { actingUser } from './accounts.ts';
import { createInstallation } from './installations.ts';
import type { Simulation } from './simulation.ts';
import type { Account, Installation, Permissions, Repository } from './state.ts';
import { emitInstallationEvent } from './webhooks/installation-events.ts';

/** Installs the App on an account and tells it so. What is left out is what the App asks for, on all repositories. */
export function installApp(
  simulation: Simulation,
  account: Account,
  input: { repositories?: 'all' | Repository[]; permissions?: Permissions; events?: string[]; sender?: Account } = {},
): Installation {
  const { app } = simulation.state;
  const installation = createInstallation(simulation, account, {
    repositories: input.repositories ?? 'all',
    permissions: input.permissions ?? app.permissions,
    events: input.events ?? app.events,
  });
  emitInstallationEvent(simulation, installation, 'created', input.sender ?? actingUser(simulation, account));
  return installation;
}
