import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts';
import { yWebsocket } from '../../src/sync/y-websocket.ts';
import { ForgivingWebSocket } from '../support/kit.ts';
import { WAIT } from '../support/patience.ts';

/** An emulator that ends with the test. */
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ perIp: false, gracePeriod: 250, ...options });
  onTestFinished(emulator.stop);
  return emulator;
}

export interface Client {
  readonly socket: WebSocket;
  readonly messages: Uint8Array[];
  /** Resolves at the first message of the server, the sign that one was let in; else rejects. */
  readonly joined: Promise<void>;
  readonly closed: Promise<{ code: number; reason: string }>;
  /** The status of an upgrade that was refused, and its Retry-After. */
  readonly refused: Promise<{ status: number; retryAfter: string | undefined }>;
}

/** A bare socket. Without protocols and token: no token at all. */
export function dial(url: string, protocols: string[] = [], options: ClientOptions = {}): Client {
  const socket = new WebSocket(url, protocols, options);
  const messages: Uint8Array[] = [];
  socket.on('error', () => {});
  socket.on('message', (data: Buffer) => messages.push(new Uint8Array(data)));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  const joined = new Promise<void>((resolve, reject) => {
    socket.once('message', () => resolve());
    void closed.then(({ code }) => reject(new Error(`closed with ${code}`)));
  });
  joined.catch(() => {});
  const refused = new Promise<{ status: number; retryAfter: string | undefined }>((resolve) => {
    socket.on('unexpected-response', (request, response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
      request.destroy();
    });
  });
  onTestFinished(() => socket.terminate());
  return { socket, messages, joined, closed, refused };
}

/** Says what y-websocket says first, as soon as the socket is open. */
export function speakUp(client: Client): Client {
  client.socket.on('open', () => client.socket.send(yWebsocket.stepOne(Uint8Array.of(0))));
  return client;
}

/** A bare socket with a good token. */
export async function enter(emulator: Emulator, name: string, url = emulator.url): Promise<Client> {
  return dial(`${url}/${name}`, ['access_token', await emulator.issueToken()]);
}

/** One who is let in. */
export async function enterAndJoin(emulator: Emulator, name: string, url?: string): Promise<Client> {
  const client = await enter(emulator, name, url);
  await client.joined;
  return client;
}

/** y-websocket's own provider, unchanged. */
export function provide(emulator: Emulator, name: string, token: string, inSubprotocol = false) {
  const doc = new Doc();
  const awareness = new Awareness(doc);
  const provider = new WebsocketProvider(emulator.url, name, doc, {
    awareness,
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    ...(inSubprotocol ? { protocols: ['access_token', token] } : { params: { token } }),
  });
  onTestFinished(() => {
    provider.destroy();
    awareness.destroy();
    doc.destroy();
  });
  return { doc, awareness, provider };
}

/** One socket of Hocuspocus' own provider, unchanged. Its documents are opened with {@link attach}. */
export function shareSocket(url: string): HocuspocusProviderWebsocket {
  const socket = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: ForgivingWebSocket });
  onTestFinished(() => socket.destroy());
  return socket;
}

/** Opens a document over a socket of Hocuspocus' own provider. */
export function attach(websocketProvider: HocuspocusProviderWebsocket, name: string, token: string | null) {
  const heard: string[] = [];
  const provider = new HocuspocusProvider({
    websocketProvider,
    name,
    token,
    onAuthenticationFailed: ({ reason }) => heard.push(`denied: ${reason}`),
    onStateless: ({ payload }) => heard.push(payload),
    onClose: ({ event }) => heard.push(`closed: ${event.code} ${event.reason}`),
  });
  provider.attach();
  onTestFinished(() => provider.destroy());
  return { provider, doc: provider.document, awareness: provider.awareness as Awareness, heard };
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + WAIT;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It never came to be: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What became of the handshakes for a document. */
export function outcomes(emulator: Emulator, name: string): number[] {
  return emulator.handshakes
    .filter(({ documentName }) => documentName === name)
    .map(({ outcome }) => outcome);
}

/** The other region's socket origin. */
export function secondUrl(emulator: Emulator): string {
  return emulator.regions['us-east-1']?.url ?? '';
}

export function httpUrl(emulator: Emulator): string {
  return emulator.url.replace(/^ws/, 'http');
}

export function bearer(token: string): RequestInit {
  return { headers: { Authorization: `Bearer ${token}` } };
}

/** What the service counts. */
export async function usageOf(emulator: Emulator): Promise<{ connections: number; documents: number }> {
  const answer = await fetch(`${httpUrl(emulator)}/usage`, bearer(await emulator.issueToken()));
  const { usage } = (await answer.json()) as Record<'usage', Record<'connections' | 'documents', Count>>;
  return { connections: usage.connections.current, documents: usage.documents.current };
}

interface Count {
  readonly current: number;
}

/** Waits until a document's session has ended, its grace period included. */
export async function untilForgotten(emulator: Emulator, name: string): Promise<void> {
  const token = await emulator.issueToken();
  await until(async () => {
    const answer = await fetch(`${httpUrl(emulator)}/discovery?documentName=${name}`, bearer(token));
    return ((await answer.json()) as { isNew: boolean }).isNew;
  });
}
