import { expect } from 'vitest';
import { WebSocketServer } from 'ws';
import { adoptProvider, problemFromClose, problemOf } from '../../../src/core.ts';
import { test } from './hocuspocus-fixtures.ts';
import { MOST_HANDSHAKES, skipMinute } from './support.ts';

test('adopted, it tries no more often than the rules allow, when the server accepts and closes at once', async ({
  clock,
  ends,
  socketOf,
  sharing,
}) => {
  const refusing = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  ends.push(() => refusing.close());
  await new Promise((resolve) => refusing.once('listening', resolve));
  const origin = `ws://127.0.0.1:${(refusing.address() as { port: number }).port}`;
  const start = clock.now();
  const times = new Map<number, number[]>();
  refusing.on('connection', (socket, { url = '' }) => {
    // Who was sent elsewhere comes without the path.
    const code = Number(url.slice(1)) || 4009;
    times.set(code, [...(times.get(code) ?? []), clock.now() - start]);
    socket.close(code, code === 4009 ? `REDIRECT:${origin}` : '');
  });
  const codes = Object.keys(MOST_HANDSHAKES).map(Number);
  const documents = codes.map((code) =>
    adoptProvider(sharing(socketOf(`${origin}/${code}`), `refused-${code}`), { clock, random: () => 0.5 }),
  );
  await skipMinute(clock, documents);
  codes.forEach((code, index) => {
    const came = times.get(code) ?? [];
    expect(came.length, `${code}`).toBeGreaterThan(0);
    expect(came.length, `${code}: ${came}`).toBeLessThanOrEqual(MOST_HANDSHAKES[code] ?? 0);
    const state = documents[index]?.store.getState();
    const kind = code === 4009 ? 'redirect-loop' : problemFromClose(code).kind;
    expect(state && problemOf(state.connection)).toMatchObject({ kind, code });
    if (code === 4006) expect(came[1]).toBeGreaterThanOrEqual(30_000);
  });
});
