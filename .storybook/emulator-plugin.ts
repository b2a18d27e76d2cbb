import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { type Emulator, type EmulatorOptions, startEmulator } from '../src/emulator/index.ts';
import { createTokenHandler } from '../src/server/index.ts';

/** Where a page asks which emulator belongs to it. */
export const INFO_PATH = '/__wiresocket';
/** The token endpoint of an app's backend: the secret stays on this side of it. */
const TOKEN_PATH = '/__wiresocket/token';

/** What a page may know of its emulator: all but the secret. */
export interface EmulatorInfo extends Pick<Emulator, 'url' | 'regions' | 'dashboardUrl'> {
  readonly credentials: Omit<Emulator['credentials'], 'clientSecret'>;
}

/** One emulator for a dev server: it starts when the first page asks for it, and stops with the server. */
export function emulatorPlugin(options: EmulatorOptions = {}): Plugin {
  let service: Promise<Service> | null = null;

  function running(): Promise<Service> {
    service ??= startService(options);
    return service;
  }

  return {
    name: 'wiresocket-emulator',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [path] = (request.url ?? '').split('?');
        if (path === INFO_PATH && request.method === 'GET') {
          answer(next, async () => send(response, Response.json(infoOf((await running()).emulator))));
        } else if (path === TOKEN_PATH) {
          answer(next, async () => send(response, await (await running()).token(toRequest(request))));
        } else next();
      });
    },
    /** Of a dev server: when it closes. */
    async closeBundle() {
      const stopping = service;
      service = null;
      await (await stopping)?.emulator.stop();
    },
  };
}

/** The emulator, and the route of a backend in front of it. */
interface Service {
  readonly emulator: Emulator;
  readonly token: ReturnType<typeof createTokenHandler>;
}

async function startService(options: EmulatorOptions): Promise<Service> {
  const emulator = await startEmulator(options);
  const { clientId, clientSecret } = emulator.credentials;
  const tokenUrl = `${emulator.dashboardUrl}/connect/token`;
  // Everybody who can open the playground is let in.
  return { emulator, token: createTokenHandler({ clientId, clientSecret, tokenUrl, authorize: () => true }) };
}

function infoOf({ url, regions, dashboardUrl, credentials }: Emulator): EmulatorInfo {
  const { clientId, tenantId, appId } = credentials;
  return { url, regions, dashboardUrl, credentials: { clientId, tenantId, appId } };
}

function toRequest({ url = '', method = 'GET', headers }: IncomingMessage): Request {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Request(new URL(url, 'http://localhost'), { method, headers: new Headers(entries) });
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'Cache-Control': 'no-store' });
  response.end(await answer.text());
}

function answer(next: (error: unknown) => void, work: () => Promise<void>): void {
  work().catch(next);
}
