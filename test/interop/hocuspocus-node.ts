import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { Server, type ServerConfiguration } from '@hocuspocus/server';
import { closing } from '../support/closing.ts';
import { ForgivingWebSocket } from '../support/kit.ts';

/** Hocuspocus' own server, on this machine. */
export interface HocuspocusNode {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  /** Cuts every socket, without a close frame. */
  cut(): void;
  /** Ends it as a crash would: it says nothing to anybody. */
  stop(): Promise<void>;
}

/** @param configuration - `port` 0 or absent: a free one */
export async function startHocuspocus(
  configuration: Partial<ServerConfiguration> = {},
): Promise<HocuspocusNode> {
  const server = new Server({
    port: 0,
    address: '127.0.0.1',
    quiet: true,
    stopOnSignals: false,
    ...configuration,
  });
  const end = closing(server.httpServer);
  await server.listen();
  const { port } = server.address;

  function cut(): void {
    for (const socket of server.webSocketServer.clients) socket.terminate();
  }

  return {
    url: `ws://127.0.0.1:${port}`,
    port,
    server,
    cut,
    async stop() {
      // A document whose socket is on its way keeps it waiting.
      await Promise.all([server.destroy(), end()]);
    },
  };
}

/** The participant that everybody else uses. It tries again sooner than it would by itself. */
export function openTheirs(url: string, name: string, token: string | (() => Promise<string>) = 'good') {
  const websocketProvider = new HocuspocusProviderWebsocket({
    url,
    WebSocketPolyfill: ForgivingWebSocket,
    delay: 50,
    minDelay: 0,
    maxDelay: 100,
  });
  const provider = new HocuspocusProvider({ name, token, websocketProvider });
  provider.attach();
  return {
    provider,
    doc: provider.document,
    destroy() {
      provider.destroy();
      websocketProvider.destroy();
    },
  };
}
