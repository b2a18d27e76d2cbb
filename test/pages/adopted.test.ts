import type { Page } from 'playwright';
import { beforeEach, expect, test } from 'vitest';
import type { ConnectionState } from '../../src/core.ts';
import { passUntilAll, stopTime } from './app.ts';
import { setScene } from './scene.ts';

/** What tells the reasons of refusals apart: a file of its own, which a page may not get. */
const CODES = /refusal-code/;

const scene = setScene();
let tab: Page;

beforeEach(async () => {
  [tab] = (await scene.app.openTabs(scene.browser, 1)) as [Page];
});

const adopt = () => tab.evaluate((documentName) => globalThis.tab.adopt(documentName), scene.name);
const pass = (status: ConnectionState['status']) => passUntilAll(scene.browser, [tab], status);
const connection = () => tab.evaluate(() => globalThis.tab.document().store.getState().connection);

test('an adopted provider that is refused once its page finds no more files is told why', async () => {
  await stopTime(scene.browser);
  const loaded = tab.waitForResponse(CODES);
  await adopt();
  await pass('live');
  await (await loaded).finished();
  await scene.browser.route('**/*.js', (route) => route.abort());
  scene.emulator.close(scene.name, 4008);
  await pass('waiting');
  expect(await connection()).toMatchObject({ problem: { kind: 'document-full', code: 4008 } });
});

test('one whose page waits for the file for ever is refused for as good a reason within 5 s, and told once it is there', async () => {
  let send = () => {};
  await scene.browser.route(CODES, (route) => {
    send = () => void route.continue();
  });
  const recover = scene.emulator.fail({ handshake: { code: 4008 }, documentName: scene.name });
  await stopTime(scene.browser);
  await adopt();
  const start = await tab.evaluate(() => Date.now());
  await pass('stopped');
  // Twice: with another token, too.
  const took = (await tab.evaluate(() => Date.now())) - start;
  expect(took).toBeGreaterThanOrEqual(10_000);
  expect(await connection()).toMatchObject({
    problem: { kind: 'invalid-token', code: 4401, reason: expect.stringContaining('user limit exceeded') },
  });
  expect(scene.handshakes()).toBe(2);

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
  await scene.browser.route(CODES, (route) => route.abort());
  scene.emulator.fail({ handshake: { code: 4008 }, documentName: scene.name });
  await stopTime(scene.browser);
  await adopt();
  // No time passes, so nothing was waited for.
  await expect.poll(async () => (await connection()).status).toBe('stopped');
  expect(scene.handshakes()).toBe(2);
});
