import type { Simulation } from '../simulation.ts';
import { emitPing } from '../webhooks/ping-event.ts';
import type { SimulatorControl } from './control.ts';

type WebhookControl = Pick<
  SimulatorControl,
  | 'setWebhookUrl'
  | 'pingWebhook'
  | 'listDeliveries'
  | 'redeliver'
  | 'settled'
  | 'dropWebhooks'
  | 'doubleWebhooks'
  | 'holdWebhooks'
  | 'listHeldWebhooks'
  | 'releaseWebhooks'
>;

export function webhookControl(simulation: Simulation): WebhookControl {
  const { webhooks, pushes } = simulation;
  return {
    async setWebhookUrl({ url, secret }) {
      const { app } = simulation.state;
      app.webhookUrl = url ?? undefined;
      app.webhookSecret = secret ?? app.webhookSecret;
      simulation.save();
    },
    pingWebhook: async () => emitPing(simulation),
    async listDeliveries(input = {}) {
      return webhooks.deliveries
        .list()
        .filter(({ event }) => input.event === undefined || event === input.event)
        .filter(({ action }) => input.action === undefined || action === input.action);
    },
    async redeliver({ deliveryId }) {
      const delivery = webhooks.deliveries.find(deliveryId);
      if (delivery === undefined) throw new Error(`There is no delivery ${deliveryId}.`);
      webhooks.redeliver(delivery);
    },
    async settled() {
      await pushes.idle();
      await webhooks.idle();
    },
    dropWebhooks: async ({ times = 1, ...match } = {}) => webhooks.faults.drop(match, times),
    doubleWebhooks: async ({ times = 1, ...match } = {}) => webhooks.faults.double(match, times),
    holdWebhooks: async (match = {}) => webhooks.faults.hold(match),
    listHeldWebhooks: async () => webhooks.held(),
    releaseWebhooks: async ({ guids } = {}) => webhooks.release(guids),
  };
}
