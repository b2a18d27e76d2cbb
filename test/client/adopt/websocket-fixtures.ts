import { onTestFinished, vi } from 'vitest';
import type { WebsocketProvider } from 'y-websocket';
import { adoptProvider, type WireSocketDocument } from '../../../src/core.ts';
import { test as base } from '../../support/fixtures.ts';
import { end, websocketProvider } from './support.ts';

type AdoptOptions = Parameters<typeof adoptProvider<WebsocketProvider>>[1];

/** As elsewhere, with providers of y-websocket that are adopted. */
export const test = base
  .extend('make', ({ emulator }) => {
    return async (name: string, options?: Parameters<typeof websocketProvider>[2]) => {
      const provider = await websocketProvider(emulator, name, options);
      onTestFinished(() => end(provider));
      return provider;
    };
  })
  /** Of the document that is the test's own. */
  .extend('provider', ({ make, documentName }) => make(documentName))
  .extend('renewToken', ({ emulator }) => {
    return vi.fn(async (provider: WebsocketProvider) => {
      provider.protocols = ['access_token', await emulator.issueToken()];
    });
  })
  .extend('adopt', ({ clock, renewToken }) => (provider: WebsocketProvider, options?: AdoptOptions) => {
    return adoptProvider(provider, { clock, random: () => 0, renewToken, ...options });
  })
  .extend('adoptLive', ({ adopt }) => async (provider: WebsocketProvider, options?: AdoptOptions) => {
    const document = adopt(provider, options);
    await document.whenSynced;
    return document;
  })
  /** What another person gets, who comes into the same document: what the server has. */
  .extend('textOnServer', ({ connect, documentName }) => async (name = documentName) => {
    const client = connect();
    const other = client.open(name);
    await other.whenSynced;
    const text = other.doc.getText('notes').toString();
    client.destroy();
    return text;
  });

test.override({ emulatorOptions: { gracePeriod: 200 } });

export function type(document: WireSocketDocument, text: string): void {
  document.doc.getText('notes').insert(0, text);
}
