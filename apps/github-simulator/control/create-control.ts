import type { Simulation } from '../simulation.ts';
import { accountControl } from './account-control.ts';
import { checkControl } from './check-control.ts';
import type { SimulatorControl } from './control.ts';
import { faultControl } from './fault-control.ts';
import { installationControl } from './installation-control.ts';
import { pullRequestControl } from './pull-request-control.ts';
import { pushControl } from './push-control.ts';
import { repositoryControl } from './repository-control.ts';
import { webhookControl } from './webhook-control.ts';

export function createControl(simulation: Simulation): SimulatorControl {
  return {
    ...accountControl(simulation),
    ...repositoryControl(simulation),
    ...installationControl(simulation),
    ...pushControl(simulation),
    ...pullRequestControl(simulation),
    ...checkControl(simulation),
    ...webhookControl(simulation),
    ...faultControl(simulation),
  };
}
