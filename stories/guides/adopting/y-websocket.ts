import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { adoptProvider } from '../../../src/index.ts';

/** The provider as the app has it today, and what adopts it. */
export async function openNotes(url: string, name: string, getToken: () => Promise<string>) {
  const protocols = ['access_token', await getToken()];
  const provider = new WebsocketProvider(url, name, new Doc(), { protocols });
  const document = adoptProvider(provider, {
    async renewToken() {
      provider.protocols = ['access_token', await getToken()];
    },
  });
  return { provider, document };
}
