import type { ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { type Emulator, type EmulatorOptions, startEmulator } from '../src/emulator/index.ts';

/** Where a page asks which emulator belongs to it. */
export const INFO_PATH = '/__wiresocket';
/** Stands for the token endpoint of an app's backend: the secret stays on this side of it. */
const TOKEN_PATH = '/__wiresocket/token';

/** What a page may know of its emulator: all but the secret. */
export interface EmulatorInfo extends Pick<Emulator, 'url' | 'regions' | 'dashboardUrl'> {
  readonly credentials: Omit<Emulator['credentials'], 'clientSecret'>;
}

/** One emulator for a dev server: it starts when the first page asks for it, and stops with the server. */
export function emulatorPlugin(options: EmulatorOptions = {}): Plugin {
  let emulator: Promise<Emulator> | null = null;

  function running(): Promise<Emulator> {
    emulator ??= startEmulator(options);
    return emulator;
  }

  return {
    name: 'wiresocket-emulator',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [path] = (request.url ?? '').split('?');
        if (path === INFO_PATH && request.method === 'GET') {
          answer(next, async () => send(response, 200, infoOf(await running())));
        } else if (path === TOKEN_PATH && request.method === 'POST') {
          answer(next, async () => passOn(response, await requestToken(await running())));
        } else next();
      });
    },
    /** Of a dev server: when it closes. */
    async closeBundle() {
      const stopping = emulator;
      emulator = null;
      await (await stopping)?.stop();
    },
  };
}

function infoOf({ url, regions, dashboardUrl, credentials }: Emulator): EmulatorInfo {
  const { clientId, tenantId, appId } = credentials;
  return { url, regions, dashboardUrl, credentials: { clientId, tenantId, appId } };
}

function requestToken({ dashboardUrl, credentials }: Emulator): Promise<Response> {
  return fetch(`${dashboardUrl}/connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
    }),
  });
}

/** The token, or the status of the failure and how long to wait: what a page needs, and no more. */
async function passOn(response: ServerResponse, granted: Response): Promise<void> {
  const retryAfter = granted.headers.get('Retry-After');
  if (retryAfter !== null) response.setHeader('Retry-After', retryAfter);
  if (!granted.ok) return send(response, granted.status, { status: granted.status, title: 'No token.' });
  const { access_token, expires_in } = (await granted.json()) as Record<string, unknown>;
  send(response, 200, { access_token, expires_in });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify(body));
}

function answer(next: (error: unknown) => void, work: () => Promise<void>): void {
  work().catch(next);
}
