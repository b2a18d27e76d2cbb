import { HocuspocusProvider } from '@hocuspocus/provider';
import { cleanup, render } from '@testing-library/react';
import { type ReactNode, StrictMode, useEffect, useState } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { ConnectionNotices } from '../../src/components/index.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import {
  type AdoptableProvider,
  adoptProvider,
  problemFromClose,
  problemOf,
  useLiveDocument,
  type WireSocketDocument,
} from '../../src/index.ts';
import { useOpened } from '../../stories/guides/adopting/use-opened.ts';
import { MOST_HANDSHAKES, skipMinute } from '../client/adopt/support.ts';
import { eventually, ForgivingWebSocket } from '../support/kit.ts';
import { createSkippingClock, type SkippingClock } from '../support/skipping-clock.ts';
import { settled } from './support.tsx';

type Provider = WebsocketProvider | HocuspocusProvider;

let emulator: Emulator;
let token = '';
let clock: SkippingClock;
/** Those that the components show now, by name. */
const shown = new Map<string, WireSocketDocument>();
const providers: Provider[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false });
  token = await emulator.issueToken();
});
afterAll(() => emulator.stop());
beforeEach(() => {
  clock = createSkippingClock();
});
afterEach(async () => {
  cleanup();
  shown.clear();
  for (const provider of providers.splice(0)) await eventually(() => isOver(provider));
});

/** Whether nothing keeps it from being forgotten. */
function isOver(provider: Provider): boolean {
  return provider instanceof WebsocketProvider
    ? provider.ws === null && !provider.shouldConnect
    : provider.configuration.websocketProvider.webSocket === null;
}

function websocketProvider(name: string): WebsocketProvider {
  return new WebsocketProvider(emulator.url, name, new Doc(), {
    WebSocketPolyfill: ForgivingWebSocket,
    protocols: ['access_token', token],
    disableBc: true,
  });
}

function hocuspocusProvider(name: string): HocuspocusProvider {
  return new HocuspocusProvider({
    name,
    url: emulator.url,
    token: () => token,
    ...{ WebSocketPolyfill: ForgivingWebSocket },
  });
}

function adopt(provider: AdoptableProvider): WireSocketDocument {
  return adoptProvider(provider, { clock, random: () => 0.5 });
}

function made(provider: Provider): Provider {
  providers.push(provider);
  return provider;
}

interface NotesProps {
  readonly name: string;
  readonly make: (name: string) => Provider;
}

/** As the guide has it. */
function Notes({ name, make }: NotesProps): ReactNode {
  const [open] = useState(() => () => {
    const provider = made(make(name));
    return { provider, document: adopt(provider) };
  });
  const document = useOpened(open);
  return document === null ? null : <Shown document={document} />;
}

/** The provider is there before and after the component, which only adopts it. */
function AdoptsOnly({ provider }: { readonly provider: Provider }): ReactNode {
  const [document, setDocument] = useState<WireSocketDocument | null>(null);
  useEffect(() => {
    const adopted = adopt(provider);
    setDocument(adopted);
    return adopted.close;
  }, [provider]);
  return document === null ? null : <Shown document={document} />;
}

function Shown({ document }: { readonly document: WireSocketDocument }): ReactNode {
  const { connection } = useLiveDocument(document);
  useEffect(() => {
    shown.set(document.name, document);
  }, [document]);
  return (
    <section aria-label={document.name} data-status={connection.status}>
      <ConnectionNotices document={document} />
    </section>
  );
}

const section = (name: string) => globalThis.document.querySelector(`[aria-label="${name}"]`);
const isShownAs = (name: string, status: string) => () =>
  section(name)?.getAttribute('data-status') === status;
const handshakes = (name: string) =>
  emulator.handshakes.filter(({ documentName }) => documentName === name).length;

/** What a document that is refused with a code leads to within a minute. */
function expectRules(name: string, code: number): void {
  expect(handshakes(name), `${code}`).toBeGreaterThan(0);
  expect(handshakes(name), `${code}`).toBeLessThanOrEqual(MOST_HANDSHAKES[code] ?? 0);
  const { connection } = (shown.get(name) as WireSocketDocument).store.getState();
  const kind = code === 4009 ? 'redirect-loop' : problemFromClose(code).kind;
  expect(problemOf(connection)).toMatchObject({ kind, code });
  const stops = [4001, 4002, 4003, 4007].includes(code);
  expect(connection.status).toBe(stops ? 'stopped' : 'waiting');
}

const BRANDS = [
  { brand: 'y-websocket', make: websocketProvider },
  { brand: 'Hocuspocus', make: hocuspocusProvider },
];

describe.each(BRANDS)('in StrictMode, with $brand:', ({ brand, make }) => {
  test('a provider that is made, adopted and destroyed in an effect makes one handshake', async () => {
    const name = `${brand}-once`;
    render(
      <StrictMode>
        <Notes name={name} make={make} />
      </StrictMode>,
    );
    await settled(isShownAs(name, 'live'));
    expect(providers).toHaveLength(2);
    expect(handshakes(name)).toBe(1);
  });

  test('a component that comes and goes leaves nothing behind, whichever ends first', async () => {
    const name = `${brand}-again`;
    emulator.fail({ handshake: { code: 4006 }, documentName: name, times: 1 });
    const { rerender, unmount } = render(
      <StrictMode>
        <Notes key={1} name={name} make={make} />
      </StrictMode>,
    );
    await settled(isShownAs(name, 'waiting'));
    // As a hot reload has it: another provider, which was not refused.
    rerender(
      <StrictMode>
        <Notes key={2} name={name} make={make} />
      </StrictMode>,
    );
    await settled(isShownAs(name, 'live'));
    expect(handshakes(name)).toBe(2);
    shown.get(name)?.close();
    unmount();
    await eventually(() => providers.every(isOver));
    expect(clock.pending()).toBe(0);
  });
});

test('in StrictMode every code is kept to, wherever the provider was made', async () => {
  const cases = BRANDS.flatMap(({ brand, make }) =>
    Object.keys(MOST_HANDSHAKES).map((code) => ({
      code: Number(code),
      make,
      inEffect: `${brand}-effect-${code}`,
      before: `${brand}-before-${code}`,
    })),
  );
  for (const { code, inEffect, before } of cases) {
    for (const documentName of [inEffect, before]) emulator.fail({ handshake: { code }, documentName });
  }
  const there = cases.map(({ make, before }) => made(make(before)));
  const { unmount } = render(
    <StrictMode>
      {cases.map(({ make, inEffect }) => (
        <Notes key={inEffect} name={inEffect} make={make} />
      ))}
      {there.map((provider, index) => (
        <AdoptsOnly key={cases[index]?.before} provider={provider} />
      ))}
    </StrictMode>,
  );
  await eventually(() => shown.size === 2 * cases.length);
  await skipMinute(clock, [...shown.values()]);
  for (const { code, inEffect, before } of cases) {
    expectRules(inEffect, code);
    expectRules(before, code);
  }
  await settled(() => section('y-websocket-effect-4008')?.textContent?.includes('is full') === true);
  await settled(() => section('Hocuspocus-before-4003')?.textContent?.includes('isn’t available') === true);
  unmount();
  for (const provider of there) provider.destroy();
});
