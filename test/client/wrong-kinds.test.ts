import { expect } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import {
  type AdoptOptions,
  adoptProvider,
  createTokenSharing,
  createWireSocketClient,
  type DocumentOptions,
  fetchAccessToken,
  seed,
  type WireSocketClientOptions,
  type WireSocketDocument,
} from '../../src/core.ts';
import { test } from '../support/fixtures.ts';
import { WebSocketClass } from '../support/kit.ts';

/** What plain JavaScript may give where a function belongs, or an object with functions. */
const NEITHER = [null, true, 0, 7, '', 'text', {}, [7]];

test.for([
  ['tokenSharing', /tokenSharing is neither made by createTokenSharing nor false/],
  ['WebSocket', /WebSocket is not a function/],
  ['fetch', /fetch is not a function/],
  ['random', /random is not a function/],
  ['clock', /clock is no object with the functions now,after/],
  ['environment', /environment is no object with the functions online,subscribe/],
  ['trustedHosts', /trustedHosts is no list of hostnames/],
] as const)('a client refuses %s of any wrong kind', ([option, message]) => {
  for (const wrong of NEITHER) {
    const options = { endpoint: 'wss://example.com', getAccessToken: () => '', [option]: wrong };
    const make = () => createWireSocketClient(options as unknown as WireSocketClientOptions);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  }
});

test.for([
  ['renewToken', /adoptProvider: renewToken is not a function/],
  ['random', /adoptProvider: random is not a function/],
  ['clock', /adoptProvider: clock is no object with the functions now,after/],
  ['environment', /adoptProvider: environment is no object with the functions online,subscribe/],
  ['trustedHosts', /adoptProvider: trustedHosts is no list of hostnames/],
] as const)('adoptProvider refuses %s of any wrong kind', ([option, message]) => {
  const settings = { connect: false, WebSocketPolyfill: WebSocketClass };
  const provider = new WebsocketProvider('wss://example.com', 'notes', new Doc(), settings);
  for (const wrong of NEITHER) {
    const adopt = () => adoptProvider(provider, { [option]: wrong } as AdoptOptions);
    expect(adopt).toThrow(TypeError);
    expect(adopt).toThrow(message);
  }
  expect(() => adoptProvider(provider, null as unknown as AdoptOptions)).toThrow(/options is no object/);
  provider.destroy();
});

test('a document is opened with an object that has its options, or nothing', ({ client, documentName }) => {
  const doc = new Doc();
  for (const wrong of [true, 7, 'text', () => {}, doc, new Awareness(doc), client.open('another')] as const) {
    const open = () => client.open(documentName, wrong as unknown as DocumentOptions);
    expect(open).toThrow(TypeError);
    expect(open).toThrow(/its options are no plain object, as { doc } is/);
  }
  doc.destroy();
  expect(client.open(documentName, null as unknown as DocumentOptions).name).toBe(documentName);
});

test.for(['doc', 'awareness'] as const)(
  '%s of a document that is no %s is refused',
  (part, { client, documentName }) => {
    for (const wrong of NEITHER.slice(1))
      expect(() => client.open(documentName, { [part]: wrong })).toThrow(
        /doc is no Y\.Doc, or awareness no Awareness/,
      );
  },
);

test('fetchAccessToken takes an address, and what says how to ask', () => {
  for (const wrong of [undefined, ...NEITHER.filter((kind) => kind !== 'text')]) {
    const make = () => fetchAccessToken(wrong as unknown as string);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(/url is missing, or no address/);
  }
  for (const wrong of [7, 'POST', () => {}])
    expect(() => fetchAccessToken('/api/token', wrong as RequestInit)).toThrow(/init is no object/);
  expect(fetchAccessToken(new URL('https://example.com/api/token'))).toBeTypeOf('function');
});

test('a user to share tokens with is text: whole objects are all the same as that', () => {
  for (const options of [
    undefined,
    null,
    7,
    {},
    ...NEITHER.filter((kind) => kind !== 'text').map((user) => ({ user })),
  ])
    expect(() => createTokenSharing(options as { user: string })).toThrow(/user is missing, or no text/);
});

test('seed takes a document and a function', async ({ client, documentName }) => {
  const document = client.open(documentName);
  for (const wrong of [undefined, ...NEITHER]) {
    const noDocument = seed(wrong as unknown as WireSocketDocument, () => {});
    await expect(noDocument).rejects.toThrow(/seed: document is no document/);
    await expect(seed(document, wrong as unknown as () => void)).rejects.toThrow(
      /seed: write is not a function/,
    );
  }
});
