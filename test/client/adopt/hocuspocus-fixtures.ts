import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { Server } from '@hocuspocus/server';
import { vi } from 'vitest';
import { adoptProvider } from '../../../src/core.ts';
import { test as base } from '../../support/fixtures.ts';
import { ForgivingWebSocket } from '../../support/kit.ts';

type GetToken = (() => string) | (() => Promise<string>);

/** Hocuspocus' own server. It lets in whose token begins with "good". */
class OwnServer {
  /** How many it has accepted. */
  sockets = 0;
  /** What everybody is refused with, if so. */
  refusal: string | null = null;
  /** Breaks the latest connection. */
  cut = () => {};
  #port = 0;
  #server: Server | null = null;

  /** At the address of the time before, if there was one. */
  async start(): Promise<void> {
    this.#server = new Server({
      port: this.#port,
      address: '127.0.0.1',
      quiet: true,
      stopOnSignals: false,
      onUpgrade: async ({ socket }) => {
        this.sockets += 1;
        this.cut = () => socket.destroy();
      },
      onAuthenticate: async ({ token }) => {
        if (this.refusal !== null) throw Object.assign(new Error(this.refusal), { reason: this.refusal });
        if (!token.startsWith('good')) throw new Error('no');
      },
      async onStateless({ payload, document }) {
        document.broadcastStateless(`heard ${payload}`);
      },
    });
    await this.#server.listen();
    this.#port = this.#server.address.port;
  }

  async stop(): Promise<void> {
    await this.#server?.destroy();
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  get hocuspocus(): Server['hocuspocus'] {
    if (this.#server === null) throw new Error('It was not started.');
    return this.#server.hocuspocus;
  }

  textOf(name = 'notes'): string | undefined {
    return this.hocuspocus.documents.get(name)?.getText('t').toString();
  }
}

/** As elsewhere, with a server of Hocuspocus' own, and providers of it that are adopted. */
export const test = base
  .extend('server', async ({ task: _ }, { onCleanup }) => {
    const server = new OwnServer();
    await server.start();
    onCleanup(() => server.stop());
    return server;
  })
  /** What is called at the end, the latest first: providers, their sockets, and then the server ends. */
  .extend('ends', ({ server: _ }, { onCleanup }) => {
    const ends: (() => void)[] = [];
    onCleanup(() => {
      for (const end of ends.reverse()) end();
    });
    return ends;
  })
  /** What providers say from now on. */
  .extend('access', () => ({ token: 'good' }))
  .extend('renewToken', ({ access }) => {
    return vi.fn(() => {
      access.token = 'good again';
    });
  })
  .extend('socketOf', ({ server, ends }) => (url = server.url) => {
    const websocket = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: ForgivingWebSocket });
    ends.push(() => websocket.destroy());
    return websocket;
  })
  .extend('sharing', ({ access, ends }) => {
    return (websocketProvider: HocuspocusProviderWebsocket, name: string, getToken?: GetToken) => {
      const token = getToken ?? (() => access.token);
      const provider = new HocuspocusProvider({ name, token, websocketProvider });
      provider.attach();
      ends.push(() => provider.destroy());
      return provider;
    };
  })
  /** Makes one with a socket of its own, which is how most apps have it. */
  .extend('alone', ({ server, access, ends }) => (token = () => access.token) => {
    const provider = new HocuspocusProvider({
      name: 'notes',
      token,
      url: server.url,
      // The provider hands all of its options to the socket that it makes.
      ...{ WebSocketPolyfill: ForgivingWebSocket },
    });
    ends.push(() => provider.destroy());
    return provider;
  })
  .extend('adopt', ({ clock, renewToken }) => (provider: HocuspocusProvider) => {
    return adoptProvider(provider, { clock, random: () => 0, renewToken });
  })
  .extend('adoptLive', ({ adopt }) => async (provider: HocuspocusProvider) => {
    const document = adopt(provider);
    await document.whenSynced;
    return document;
  })
  /** Two documents in sync, named `one` and `two`, whose providers share a socket. */
  .extend('pair', ({ socketOf, sharing, adoptLive }) => async () => {
    const websocket = socketOf();
    const [first, second] = [sharing(websocket, 'one'), sharing(websocket, 'two')];
    const [one, two] = await Promise.all([adoptLive(first), adoptLive(second)]);
    return { websocket, first, one, two };
  });
