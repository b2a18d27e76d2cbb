import { ADMIN_ROUTES } from './admin-routes.ts';
import type { Emulator } from './emulator.ts';

/**
 * What the command prints: where everything is, and how to use it.
 *
 * @param token - printed, so that it can be pasted
 */
export function greeting(emulator: Emulator, token: string): string {
  const { dashboardUrl, credentials, regions, url } = emulator;
  const regionLines = Object.entries(regions).map(([region, at]) => `  ${region.padEnd(14)} ${at.url}`);
  return `WireSocket emulator

Regions (sockets; the same over http for /discovery, /usage, /health, /metrics)
${regionLines.join('\n')}
Dashboard
  ${dashboardUrl}

Credentials
  client_id      ${credentials.clientId}
  client_secret  ${credentials.clientSecret}
  tenant         ${credentials.tenantId}
  app            ${credentials.appId}

In the environment of a backend (--client-id and --client-secret keep them from one start to the next)
  WIRESOCKET_CLIENT_ID=${credentials.clientId}
  WIRESOCKET_CLIENT_SECRET=${credentials.clientSecret}
  WIRESOCKET_TOKEN_URL=${dashboardUrl}/connect/token

A token, to try it
  ${token}

In React
  const client = createWireSocketClient({ endpoint: '${url}', getAccessToken: () => token })
  const { doc, connection } = useWireSocketDocument('my-document')

With y-websocket
  new WebsocketProvider('${url}', 'my-document', doc, { params: { token } })

With Hocuspocus
  new HocuspocusProvider({ url: '${url}', name: 'my-document', token, document: doc })

A fresh token
  curl -d grant_type=client_credentials -d client_id=${credentials.clientId} \\
       -d client_secret=${credentials.clientSecret} -d 'scope=WireSocket.API offline_access' \\
       ${dashboardUrl}/connect/token

Something going wrong
  curl -H 'Content-Type: application/json' -d '{"documentName":"my-document","code":4006}' \\
       ${dashboardUrl}${ADMIN_ROUTES.close}
  curl -H 'Content-Type: application/json' -d '{"handshake":{"code":4008},"times":2}' \\
       ${dashboardUrl}${ADMIN_ROUTES.faults}
  curl ${dashboardUrl}${ADMIN_ROUTES.state}

Ctrl-C stops it.`;
}
