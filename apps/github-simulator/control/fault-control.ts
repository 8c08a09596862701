import type { Simulation } from '../simulation.ts';
import type { SimulatorControl } from './control.ts';

type FaultControl = Pick<
  SimulatorControl,
  'addFault' | 'listFaults' | 'clearFaults' | 'setRateLimit' | 'listRequests' | 'countRequests' | 'clearRequests'
>;

export function faultControl(simulation: Simulation): FaultControl {
  const { faults, webhooks, requests, rateLimits } = simulation;
  return {
    addFault: async (fault) => ({ id: faults.add(fault) }),
    listFaults: async () => faults.list(),
    async clearFaults() {
      faults.clear();
      webhooks.faults.clear();
      webhooks.release();
    },
    setRateLimit: async (setting) => rateLimits.set(setting),
    listRequests: async (filter) => requests.list(filter),
    countRequests: async (filter) => requests.count(filter),
    clearRequests: async () => requests.clear(),
  };
}
