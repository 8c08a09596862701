import type { Simulation } from '../simulation.ts';

/** What GitHub sends when an App's webhook is set up. */
export function emitPing(simulation: Simulation): void {
  const { app } = simulation.state;
  const hook = {
    type: 'App',
    id: app.hookId,
    name: 'web',
    active: true,
    events: app.events,
    config: { content_type: app.webhookContentType, url: app.webhookUrl ?? '', insecure_ssl: '0', secret: '********' },
    updated_at: app.updatedAt,
    created_at: app.createdAt,
    app_id: app.id,
    deliveries_url: `${simulation.urls.api}/app/hook/deliveries`,
  };
  const payload = { zen: 'Anything added dilutes everything else.', hook_id: app.hookId, hook };
  simulation.webhooks.emit({ event: 'ping', payload, installationId: null, repositoryId: null });
}
