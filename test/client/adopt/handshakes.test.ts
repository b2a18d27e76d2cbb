import { expect } from 'vitest';
import { adoptProvider, problemFromClose, problemOf } from '../../../src/core.ts';
import { test } from '../../support/fixtures.ts';
import { end, MOST_HANDSHAKES, skipMinute, websocketProvider } from './support.ts';

test('y-websocket, adopted, tries no more often than the rules allow, when the server accepts and closes at once', async ({
  emulator,
  clock,
  handshakes,
}) => {
  const start = clock.now();
  const times = new Map<number, number[]>();
  const adoptions = await Promise.all(
    Object.keys(MOST_HANDSHAKES)
      .map(Number)
      .map(async (code) => {
        const name = `refused-${code}`;
        emulator.fail({ handshake: { code }, documentName: name });
        const provider = await websocketProvider(emulator, name);
        provider.on('connection-close', () => {
          times.set(code, [...(times.get(code) ?? []), clock.now() - start]);
        });
        return { code, provider, document: adoptProvider(provider, { clock, random: () => 0.5 }) };
      }),
  );
  await skipMinute(
    clock,
    adoptions.map(({ document }) => document),
  );

  for (const { code, document, provider } of adoptions) {
    const came = times.get(code) ?? [];
    expect(came.length, `${code}`).toBeGreaterThan(0);
    expect(came.length, `${code}: ${came}`).toBeLessThanOrEqual(MOST_HANDSHAKES[code] ?? 0);
    const made = handshakes(`refused-${code}`);
    expect(made).toHaveLength(came.length);
    const { connection } = document.store.getState();
    const kind = code === 4009 ? 'redirect-loop' : problemFromClose(code).kind;
    expect(problemOf(connection)).toMatchObject({ kind, code });
    const stops = [4001, 4002, 4003, 4007].includes(code);
    expect(connection.status).toBe(stops ? 'stopped' : 'waiting');
    if (code === 4006) expect(came[1]).toBeGreaterThanOrEqual(30_000);
    end(provider);
  }
});
