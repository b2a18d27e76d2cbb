import type { IncomingMessage, ServerResponse } from 'node:http';
import { json as readJson } from 'node:stream/consumers';
import type { Plugin } from 'vite';
import type { EmulatorOptions } from '../src/emulator/index.ts';
import { type Service, send, startService } from './service.ts';

/** Where a page asks for the service that all pages share. */
export const INFO_PATH = '/__wiresocket';
/** Where a page asks for a service of its own. */
const OWN_PATH = `${INFO_PATH}/own`;
/** The token endpoint of the shared service; that of a page's own has its number behind it. */
const TOKEN_PATH = `${INFO_PATH}/token`;

/**
 * Services for the pages of a dev server. They stop with it.
 *
 * | request | answer |
 * | --- | --- |
 * | `GET /__wiresocket` | the service that all share, which starts when the first page asks |
 * | `POST /__wiresocket/own` with some `EmulatorOptions` | a service for this page, which lasts as long as the answer is read |
 * | `POST /__wiresocket/token`, `/__wiresocket/token/{number}` | a token, of the backend in front of a service |
 *
 * @param options - of the shared one
 */
export function emulatorPlugin(options: EmulatorOptions = {}): Plugin {
  const services = new Map<string, Promise<Service>>();
  let count = 0;

  function start(tokenPath: string, asked: EmulatorOptions): Promise<Service> {
    const service = startService(asked, tokenPath);
    services.set(tokenPath, service);
    // One that could not start is not kept, so that the next page tries anew.
    service.catch(() => services.delete(tokenPath));
    return service;
  }

  async function stop(tokenPath: string): Promise<void> {
    const service = services.get(tokenPath);
    services.delete(tokenPath);
    await (await service)?.stop();
  }

  async function lend(request: IncomingMessage, response: ServerResponse): Promise<void> {
    count += 1;
    const tokenPath = `${TOKEN_PATH}/${count}`;
    try {
      const { info } = await start(tokenPath, optionsOf(await readJson(request)));
      response.on('close', () => void stop(tokenPath));
      // An encoding of its own, or it would be held back until there is enough to compress.
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Content-Encoding': 'identity' });
      response.write(`${JSON.stringify(info)}\n`);
      if (response.destroyed) await stop(tokenPath);
    } catch (error) {
      await send(response, Response.json({ detail: String(error) }, { status: 400 }));
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = ''] = (request.url ?? '').split('?');
    if (path === INFO_PATH) {
      const { info } = await (services.get(TOKEN_PATH) ?? start(TOKEN_PATH, options));
      return send(response, Response.json(info));
    }
    // What a page of another origin posts without being asked is no JSON.
    const isJson = request.headers['content-type'] === 'application/json';
    if (path === OWN_PATH && request.method === 'POST' && isJson) return lend(request, response);
    const service = await services.get(path);
    if (service !== undefined) return service.answerToken(request, response);
    return send(response, new Response(null, { status: 404 }));
  }

  return {
    name: 'wiresocket-emulator',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!isOurs(request)) return next();
        answer(request, response).catch(next);
      });
    },
    /** Of a dev server: when it closes. */
    async closeBundle() {
      await Promise.all([...services.keys()].map(stop));
    },
  };
}

function isOurs({ url = '' }: IncomingMessage): boolean {
  return url.startsWith(INFO_PATH);
}

/** What a page may choose. Where the service listens is not up to it. */
function optionsOf(asked: unknown): EmulatorOptions {
  const { limits, perIp, tokenLifetime, gracePeriod } = Object(asked) as EmulatorOptions;
  return {
    ...(limits !== undefined && { limits }),
    ...(perIp !== undefined && { perIp }),
    ...(tokenLifetime !== undefined && { tokenLifetime }),
    ...(gracePeriod !== undefined && { gracePeriod }),
  };
}
