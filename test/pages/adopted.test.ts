import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ConnectionState } from '../../src/core.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { type App, passUntilAll, startApp, stopTime } from './app.ts';

/** What tells the reasons of refusals apart: a file of its own, which a page may not get. */
const CODES = /refusal-code/;

let emulator: Emulator;
let app: App;
let browser: BrowserContext;
let tab: Page;
let name = '';
let count = 0;

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false });
  app = await startApp(emulator);
});
afterAll(async () => {
  await app.stop();
  await emulator.stop();
});
beforeEach(async () => {
  count += 1;
  name = `adopted-${count}`;
  browser = await app.newBrowser();
  [tab] = (await app.openTabs(browser, 1)) as [Page];
});
afterEach(() => browser.close());

const adopt = () => tab.evaluate((documentName) => globalThis.tab.adopt(documentName), name);
const pass = (status: ConnectionState['status']) => passUntilAll(browser, [tab], status);
const connection = () => tab.evaluate(() => globalThis.tab.document().store.getState().connection);
const handshakes = () => emulator.handshakes.filter(({ documentName }) => documentName === name).length;

test('an adopted provider that is refused once its page finds no more files is told why', async () => {
  await stopTime(browser);
  const loaded = tab.waitForResponse(CODES);
  await adopt();
  await pass('live');
  await (await loaded).finished();
  await browser.route('**/*.js', (route) => route.abort());
  emulator.close(name, 4008);
  await pass('waiting');
  expect(await connection()).toMatchObject({ problem: { kind: 'document-full', code: 4008 } });
});

test('one whose page waits for the file for ever is refused for as good a reason within 5 s, and told once it is there', async () => {
  let send = () => {};
  await browser.route(CODES, (route) => {
    send = () => void route.continue();
  });
  const recover = emulator.fail({ handshake: { code: 4008 }, documentName: name });
  await stopTime(browser);
  await adopt();
  const start = await tab.evaluate(() => Date.now());
  await pass('stopped');
  // Twice: with another token, too.
  const took = (await tab.evaluate(() => Date.now())) - start;
  expect(took).toBeGreaterThanOrEqual(10_000);
  expect(await connection()).toMatchObject({
    problem: { kind: 'invalid-token', code: 4401, reason: expect.stringContaining('user limit exceeded') },
  });
  expect(handshakes()).toBe(2);

  const loaded = tab.waitForResponse(CODES);
  send();
  await (await loaded).finished();
  await tab.evaluate(() => globalThis.tab.document().retry());
  await pass('waiting');
  expect(await connection()).toMatchObject({ problem: { kind: 'document-full', code: 4008 } });
  recover();
  await pass('live');
});

test('one whose page does not get the file is refused at once, and no more often', async () => {
  await browser.route(CODES, (route) => route.abort());
  emulator.fail({ handshake: { code: 4008 }, documentName: name });
  await stopTime(browser);
  await adopt();
  // No time passes, so nothing was waited for.
  await expect.poll(async () => (await connection()).status).toBe('stopped');
  expect(handshakes()).toBe(2);
});
