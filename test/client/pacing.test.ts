import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setupWSConnection } from '@y/websocket-server/utils';
import { SignJWT } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket as NodeWebSocket, WebSocketServer } from 'ws';
import { createWireSocketClient, type WireSocketDocument } from '../../src/core.ts';
import { closing } from '../support/closing.ts';
import { inTime, isSaved } from '../support/kit.ts';
import { createSkippingClock } from '../support/skipping-clock.ts';

/** One that asks for no token and knows no limits: what keeps to them is the client. */
async function serve(): Promise<string> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'access_token' });
  sockets.on('connection', (socket, request) => setupWSConnection(socket, request));
  onTestFinished(closing(server));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function tokenOf(opsPerMinute: number, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ limits: { opsPerMinute } })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 900)
    .sign(new TextEncoder().encode('a secret of the test, and of nobody else'));
}

test('a plan that was changed is kept to from the next token on', async () => {
  let sent = 0;
  class CountingSocket extends NodeWebSocket {
    override send(data: Parameters<NodeWebSocket['send']>[0]): void {
      sent += 1;
      super.send(data);
    }
  }
  const clock = createSkippingClock();
  const plan = { opsPerMinute: 20 };
  const client = createWireSocketClient({
    endpoint: await serve(),
    getAccessToken: () => tokenOf(plan.opsPerMinute, clock.now()),
    WebSocket: CountingSocket as unknown as typeof WebSocket,
    clock,
  });
  onTestFinished(client.destroy);
  const document = client.open('pacing');

  /** How many messages it takes to type 50 letters in 5 s. */
  async function messagesOfTyping(into: WireSocketDocument): Promise<number> {
    await inTime(clock, [into], () => isSaved(into));
    sent = 0;
    for (let letter = 0; letter < 50; letter += 1) {
      into.doc.getText('text').insert(0, 'x');
      clock.skip(100);
    }
    return sent;
  }

  expect(await messagesOfTyping(document)).toBeLessThan(20);
  expect(document.store.getState().limits).toMatchObject({ opsPerMinute: 20 });

  document.disconnect();
  plan.opsPerMinute = 100_000;
  // Until the first token has grown old.
  clock.skip(900_000);
  document.connect();
  expect(await messagesOfTyping(document)).toBeGreaterThanOrEqual(50);
  expect(document.store.getState().limits).toMatchObject({ opsPerMinute: 100_000 });

  document.disconnect();
  plan.opsPerMinute = 20;
  clock.skip(900_000);
  document.connect();
  expect(await messagesOfTyping(document)).toBeLessThan(20);
});
