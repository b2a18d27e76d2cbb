import { afterEach, describe, expect, test } from 'vitest';
import type { EnvironmentEvent } from '../../src/client/environment.ts';
import { createWireSocketClient, type WireSocketClient, type WireSocketDocument } from '../../src/core.ts';
import { WebSocketClass } from '../support/kit.ts';
import { createFakeClock } from '../unit/support/fake-clock.ts';

/** From one look to the next, in ms: what is due has happened by the look after it. */
const STEP = 50;

const clients: WireSocketClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});

type Answer = () => string | Promise<string>;

/** A client whose time and whose token endpoint are the test's. */
function start(answer: Answer, random: () => number = () => 0.5) {
  const clock = createFakeClock(0);
  /** When tokens were asked for. */
  const asked: number[] = [];
  let tell = (_: EnvironmentEvent) => {};
  const endpoint = { answer };
  const options = {
    endpoint: 'ws://127.0.0.1:9',
    WebSocket: WebSocketClass,
    fetch: async () => Response.json({ usage: {} }),
    clock,
    random,
    environment: {
      online: () => true,
      subscribe(heard: (event: EnvironmentEvent) => void) {
        tell = heard;
        return () => {};
      },
    },
    getAccessToken() {
      asked.push(clock.now());
      return endpoint.answer();
    },
  };
  const client = createWireSocketClient(options);
  clients.push(client);
  return {
    client,
    clock,
    asked,
    endpoint,
    options,
    tell: (event: EnvironmentEvent) => tell(event),
    async open(name: string) {
      const document = client.open(name);
      await settled();
      return document;
    },
    /** Lets time pass, and all that follows from it. */
    async pass(ms: number) {
      for (const end = clock.now() + ms; clock.now() < end; await settled())
        clock.advance(Math.min(STEP, end - clock.now()));
    },
  };
}

/** All that follows from what has happened, as far as no time passes. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function waitOf({ store }: WireSocketDocument) {
  const { connection } = store.getState();
  if (connection.status !== 'waiting') throw new Error(`It is ${connection.status}.`);
  const { problem, retryAt, earliestRetryAt } = connection;
  return { problem, retryAt: retryAt ?? Number.NaN, earliestRetryAt };
}

function failing(facts: object = {}): Answer {
  return () => Promise.reject(Object.assign(new Error('Not now.'), facts));
}

function changing(): Answer {
  let count = 0;
  return () => {
    count += 1;
    return failing([{ status: 500 }, {}, { status: 502 }, { status: 200 }][count % 4])();
  };
}

/** As `Math.random`, and the same in each run. */
function luckOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe('30 documents ask a token endpoint as one would that', () => {
  test.each([
    ['cannot be reached', failing(), 14],
    ['answers 500', failing({ status: 500 }), 14],
    ['answers with a web page', failing({ status: 200 }), 14],
    ['answers 503 without Retry-After', failing({ status: 503 }), 4],
    ['answers 503 with Retry-After', failing({ status: 503, retryAfter: 7 }), 4],
    ['answers 429', failing({ status: 429, retryAfter: 20 }), 2],
    ['answers something else each time', changing(), 14],
  ])('%s', async (_, answer, most) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const scene = start(answer, luckOf(seed));
      const documents = await Promise.all(Array.from({ length: 30 }, (_, place) => scene.open(`d-${place}`)));
      /** What their countdowns have led to. */
      const told = new Set([0]);
      while (scene.clock.now() < 60_000) {
        const times = new Set(documents.map((document) => waitOf(document).retryAt));
        expect(times.size).toBe(1);
        for (const time of times) told.add(time);
        await scene.pass(STEP);
      }
      expect(scene.asked.length).toBeLessThanOrEqual(most);
      expect(scene.asked.length).toBeGreaterThan(1);
      const due = [...told].filter((time) => time <= scene.clock.now());
      expect(
        scene.asked.map((at, place) => at - (due[place] ?? 0)).filter((late) => late < 0 || late > STEP),
      ).toEqual([]);
      expect(scene.asked).toHaveLength(due.length);
    }
  });
});

test('a document that is opened meanwhile waits with the others, and so does who asks over HTTP', async () => {
  const scene = start(failing({ status: 503, retryAfter: 10 }));
  const first = await scene.open('first');
  await scene.pass(4_000);
  const late = await scene.open('late');
  const { retryAt, earliestRetryAt } = waitOf(first);
  expect(waitOf(late)).toMatchObject({
    retryAt,
    earliestRetryAt,
    problem: { kind: 'maintenance', retryAfter: 6 },
  });
  await expect(scene.client.usage()).rejects.toMatchObject({
    problem: { kind: 'maintenance', retryAfter: 6 },
  });
  expect(scene.asked).toEqual([0]);
  // One that is closed and opened again does not forget it.
  late.close();
  await scene.pass(1_000);
  expect(waitOf(await scene.open('late')).retryAt).toBe(retryAt);
});

/** Long enough for the wait that follows to be a long one. */
const LONG = 40_000;

test('a person who retries ten documents has it asked once, at once, and the others wait no longer for that', async () => {
  const scene = start(failing());
  const documents = await Promise.all(Array.from({ length: 30 }, (_, place) => scene.open(`d-${place}`)));
  await scene.pass(LONG);
  const { length } = scene.asked;
  const before = waitOf(documents[0] as WireSocketDocument);
  expect(before.retryAt - scene.clock.now()).toBeGreaterThan(2_000);
  for (const document of documents.slice(0, 10)) document.retry();
  await settled();
  expect(scene.asked.slice(length)).toEqual([scene.clock.now()]);
  for (const document of documents) expect(waitOf(document).retryAt).toBe(before.retryAt);
  // And again, no sooner than 2 s after.
  await scene.pass(500);
  for (const document of documents.slice(0, 10)) document.retry();
  await scene.pass(1_600);
  expect(scene.asked).toHaveLength(length + 2);
});

test.each(['retry', 'renew', 'connect'] as const)(
  '%s() of one document is asked for at once',
  async (ask) => {
    const scene = start(failing());
    const document = await scene.open('notes');
    await scene.pass(LONG);
    const { length } = scene.asked;
    if (ask === 'connect') document.disconnect();
    document[ask]();
    await settled();
    expect(scene.asked.slice(length)).toEqual([scene.clock.now()]);
  },
);

test('who signs in and gets a new token function is not held back', async () => {
  const scene = start(failing());
  await scene.open('notes');
  await scene.pass(LONG);
  let asked = 0;
  scene.options.getAccessToken = () => {
    asked += 1;
    return 'a.b.c';
  };
  await scene.client.usage();
  expect(asked).toBe(1);
});

test('the device that is back has it asked within half a second, by all as by one', async () => {
  const scene = start(failing());
  for (let place = 0; place < 10; place += 1) await scene.open(`d-${place}`);
  await scene.pass(LONG);
  const { length } = scene.asked;
  scene.tell('online');
  await scene.pass(500);
  expect(scene.asked).toHaveLength(length + 1);
  // A network that comes and goes makes no hot loop of it.
  for (let at = 0; at < 20_000; at += 100) {
    scene.tell('offline');
    scene.tell('online');
    scene.tell('woken');
    await scene.pass(100);
  }
  expect(scene.asked.length - length).toBeLessThanOrEqual(14);
});

test('nobody has what Retry-After forbids asked sooner', async () => {
  const scene = start(failing({ status: 429, retryAfter: 30 }));
  const document = await scene.open('notes');
  for (let at = 0; at < 29_000; at += 1_000) {
    await scene.pass(1_000);
    document.retry();
    document.renew();
    document.disconnect();
    document.connect();
    scene.tell('woken');
    scene.options.getAccessToken = scene.options.getAccessToken.bind(scene.options);
    await expect(scene.client.usage()).rejects.toMatchObject({ problem: { code: 429 } });
  }
  expect(scene.asked).toEqual([0]);
});

test('a token that comes lets the next failure be waited out from the beginning', async () => {
  const scene = start(failing());
  const document = await scene.open('notes');
  await scene.pass(LONG);
  expect(waitOf(document).retryAt - scene.clock.now()).toBeGreaterThan(2_000);
  document.disconnect();
  // One that does not tell its age serves but once.
  scene.endpoint.answer = () => 'a.b.c';
  document.connect();
  document.disconnect();
  await scene.pass(2_000);
  await scene.client.usage();
  scene.endpoint.answer = failing();
  document.connect();
  await settled();
  expect(waitOf(document).retryAt - scene.clock.now()).toBeLessThanOrEqual(500);
});

test('one that hangs is waited out by all as by one, too', async () => {
  const scene = start(() => new Promise<string>(() => {}));
  const documents = await Promise.all(Array.from({ length: 5 }, (_, place) => scene.open(`d-${place}`)));
  await scene.pass(30_000);
  expect(new Set(documents.map((document) => waitOf(document).retryAt)).size).toBe(1);
  await scene.pass(31_000);
  expect(scene.asked.length).toBeLessThanOrEqual(3);
});

test('a clock that is set back makes nobody wait for that', async () => {
  const scene = start(failing());
  await scene.open('notes');
  await scene.pass(LONG);
  const { length } = scene.asked;
  scene.clock.advance(-3_600_000);
  const late = await scene.open('late');
  expect(scene.asked).toHaveLength(length + 1);
  expect(waitOf(late).retryAt - scene.clock.now()).toBeLessThanOrEqual(500);
});
