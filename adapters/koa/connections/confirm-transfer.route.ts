import type { ConnectionId } from '../../../domain/shared/ids.ts';
import { confirmTransfer } from '../../../workflows/connections/confirm-transfer.use-case.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pathId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { connectionJson, connectionSchema } from './connection-json.ts';

/** What an admin decides of a connection whose repository changed hands. */
export function confirmTransferEndpoints(deps: HttpDeps): Endpoint[] {
  return [confirm(deps)];
}

const confirm = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: '/api/v1/github/connections/{id}/confirm-transfer',
    operationId: 'confirmTransfer',
    tag: 'Connections',
    summary: "Confirm the transfer of a connection's repository",
    description:
      'A connection whose repository was transferred to another account pauses (`repository_transferred`). This lets it go ' +
      'on from there, and publishes what its branch holds now. The App must be installed on the new account, and that ' +
      'installation bound to your organization. A repository that is transferred back goes on by itself.',
    access: 'key',
    params: { id: pathId<ConnectionId>('connection') },
    answers: {
      200: { description: 'The connection, which publishes from the new owner now.', body: connectionSchema },
    },
    refusals: {
      404: ['connection_not_found', 'installation_not_found'],
      409: ['installation_suspended', 'new_owner_not_bound', 'transfer_not_pending'],
      502: ['github_unavailable', 'github_refused'],
      503: ['github_unavailable'],
    },
  }).handle(async ({ caller, params: { id: connectionId } }) => {
    const confirmed = unlessRefused(await confirmTransfer(deps, { caller, connectionId }));
    return { status: 200, body: connectionJson(confirmed) };
  });
