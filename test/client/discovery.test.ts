import { expect } from 'vitest';
import { test as base } from '../support/fixtures.ts';
import { untilStatus } from '../support/kit.ts';

/** What is asked, and what answers: the emulator, unless a test says what. */
interface Discovery {
  readonly asked: string[];
  answer: (() => Response) | null;
}

const test = base
  .extend('discovery', (): Discovery => ({ asked: [], answer: null }))
  .override('client', ({ connect, clock, discovery }) =>
    connect({
      clock,
      routing: 'discovery-first',
      fetch: async (url, init) => {
        discovery.asked.push(String(url));
        return discovery.answer?.() ?? fetch(url, init);
      },
    }),
  );

test.override({ emulatorOptions: { gracePeriod: 50 } });

test('discovery is asked once a session, not at each reconnect', async ({
  emulator,
  client,
  clock,
  documentName,
  handshakes,
  discovery,
}) => {
  const document = client.open(documentName);
  await document.whenSynced;
  for (let n = 0; n < 3; n += 1) {
    emulator.close(documentName, 1012);
    await untilStatus(document, 'waiting');
    clock.skip(500);
    await untilStatus(document, 'live');
    clock.skip(5_000);
  }
  expect(discovery.asked).toHaveLength(1);
  expect(handshakes()).toHaveLength(4);
});

test('a region with no live node, url: null, falls back to the endpoint', async ({
  client,
  documentName,
  discovery,
}) => {
  discovery.answer = () => Response.json({ region: 'eu-central-1', url: null, isNew: false });
  const document = client.open(documentName);
  await document.whenSynced;
  expect(document.store.getState().region).toBe('eu-central-1');
});

test('an address that has the name already does not get it twice', async ({
  emulator,
  client,
  documentName,
  handshakes,
  discovery,
}) => {
  discovery.answer = () =>
    Response.json({
      region: 'us-east-1',
      url: `${emulator.regions['us-east-1']?.url}/${documentName}`,
      isNew: true,
    });
  await client.open(documentName).whenSynced;
  expect(handshakes().map(({ region, outcome }) => `${region} ${outcome}`)).toEqual(['us-east-1 0']);
});

test.for([
  'wss://evil.example/notes',
  'ws://eu-central-1.wiresocket.net/notes',
  'wss://eu.wiresocket.net.evil.com',
])(
  'an address that is not trusted, %s, gets no token',
  async (url, { client, documentName, handshakes, discovery }) => {
    discovery.answer = () => Response.json({ region: 'x', url, isNew: false });
    const document = client.open(documentName);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem?.kind).toBe('untrusted-redirect');
    expect(handshakes()).toEqual([]);
  },
);

test.for([
  [400, 'bad-request', 'stopped'],
  [429, 'too-many-requests', 'waiting'],
  [503, 'overloaded', 'waiting'],
] as const)(
  'an HTTP %i is told, and keeps to its rule',
  async ([status, kind, expected], { client, documentName, handshakes, discovery }) => {
    discovery.answer = () => new Response('{}', { status });
    const document = client.open(documentName);
    const { problem } = await untilStatus(document, expected);
    expect(problem).toMatchObject({ kind, code: status, source: 'dataplane' });
    expect(handshakes()).toEqual([]);
  },
);

test.for(['soon', '-1', '31536000'])(
  'a Retry-After of %s is waited out for 10 minutes at most',
  async (retryAfter, { client, clock, documentName, discovery }) => {
    discovery.answer = () => new Response('{}', { status: 429, headers: { 'Retry-After': retryAfter } });
    const { retryAt } = await untilStatus(client.open(documentName), 'waiting');
    const seconds = ((retryAt ?? 0) - clock.now()) / 1000;
    expect(seconds).toBeGreaterThan(58);
    expect(seconds).toBeLessThanOrEqual(600);
  },
);

test('HTML where JSON was expected is told', async ({ client, documentName, discovery }) => {
  discovery.answer = () => new Response('<!doctype html>');
  const { problem } = await untilStatus(client.open(documentName), 'waiting');
  expect(problem.kind).toBe('protocol-error');
});

test('a redirect for a name too long to fit into its reason finds the way all the same', async ({
  emulator,
  connect,
  documentName,
}) => {
  const long = `${documentName}-${'x'.repeat(200)}`;
  const pinned = connect({ endpoint: emulator.regions['us-east-1']?.url ?? '' });
  await pinned.open(long).whenSynced;
  const catching = connect();
  await catching.open(long).whenSynced;
  const seen = emulator.handshakes.filter(({ documentName }) => documentName === long);
  expect(seen.map(({ region, outcome }) => `${region} ${outcome}`)).toEqual([
    'us-east-1 0',
    'eu-central-1 4009',
    'us-east-1 0',
  ]);
});
