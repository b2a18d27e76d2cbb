import { HocuspocusProvider } from '@hocuspocus/provider';
import { adoptProvider } from '../../../src/index.ts';

/** Hocuspocus asks its `token` function before every handshake: nothing is left to renew. */
export function openNotes(url: string, name: string, getToken: () => Promise<string>) {
  const provider = new HocuspocusProvider({ url, name, token: getToken });
  return { provider, document: adoptProvider(provider) };
}
