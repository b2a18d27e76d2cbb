import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Emulator, type EmulatorOptions, startEmulator } from '../src/emulator/index.ts';
import { createTokenHandler } from '../src/server/index.ts';

/** What a page may know of a service: all but the secret. */
export interface ServiceInfo extends Pick<Emulator, 'url' | 'regions' | 'dashboardUrl'> {
  readonly credentials: Omit<Emulator['credentials'], 'clientSecret'>;
  /** Where an app's page asks for tokens. */
  readonly tokenUrl: string;
}

/** An emulator, and the backend of an app in front of it, which keeps the secret to itself. */
export interface Service {
  readonly info: ServiceInfo;
  /** The backend's token endpoint. */
  answerToken(request: IncomingMessage, response: ServerResponse): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param tokenPath - where the dev server answers with {@link Service.answerToken}
 * @throws RangeError for an option that cannot be
 */
export async function startService(options: EmulatorOptions, tokenPath: string): Promise<Service> {
  const emulator = await startEmulator(options);
  const { url, regions, dashboardUrl, credentials } = emulator;
  const { clientId, clientSecret, tenantId, appId } = credentials;
  const handle = createTokenHandler({
    clientId,
    clientSecret,
    tokenUrl: `${dashboardUrl}/connect/token`,
    // Everybody who can open the catalogue is let in.
    authorize: () => true,
  });
  return {
    info: { url, regions, dashboardUrl, credentials: { clientId, tenantId, appId }, tokenUrl: tokenPath },
    answerToken: async (request, response) => send(response, await handle(toRequest(request))),
    stop: emulator.stop,
  };
}

function toRequest({ url = '', method = 'GET', headers }: IncomingMessage): Request {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Request(new URL(url, 'http://localhost'), { method, headers: new Headers(entries) });
}

/** Sends a web-standard answer. */
export async function send(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'Cache-Control': 'no-store' });
  response.end(await answer.text());
}
