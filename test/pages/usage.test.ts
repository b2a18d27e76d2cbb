import type { Page } from 'playwright';
import { beforeEach, expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { passMinute, untilUsageIsKnown } from './app.ts';
import { setScene } from './scene.ts';

const TABS = 13;

const scene = setScene();
let tabs: readonly Page[];
/** The tabs that asked for the usage, by their place among {@link tabs}, one entry a request. */
let askers: number[];
let startedAt = 0;

beforeEach(async () => {
  askers = [];
  scene.browser.on('request', (request) => {
    if (request.url() === `${httpUrlOf(scene.emulator)}/usage`)
      askers.push(tabs.indexOf(request.frame().page()));
  });
  tabs = await scene.app.openTabs(scene.browser, TABS);
  startedAt = await now();
});

function httpUrlOf({ regions, url }: Emulator): string {
  return Object.values(regions).find((region) => region.url === url)?.httpUrl ?? '';
}

/** The tabs' clock, in ms since the epoch. */
function now(): Promise<number> {
  const [tab] = scene.browser.pages();
  if (tab === undefined) throw new Error('No tab is left.');
  return tab.evaluate(() => Date.now());
}

function watch(): Promise<unknown> {
  return Promise.all(tabs.map((tab) => tab.evaluate(() => globalThis.tab.watchUsage())));
}

function look(tab: Page, isSeen: boolean): Promise<void> {
  return tab.evaluate((seen) => globalThis.tab.look(seen), isSeen);
}

/** Every tab that is left knows how much is in use. */
function untilAllKnow(): Promise<void> {
  return untilUsageIsKnown(scene.browser.pages());
}

async function expectOneAMinute(): Promise<void> {
  expect(askers.length).toBeLessThanOrEqual(1 + Math.floor(((await now()) - startedAt) / 60_000));
}

test('13 tabs ask for the usage once a minute together, whichever of them are closed', async () => {
  await watch();
  await untilAllKnow();
  expect(askers).toHaveLength(1);
  for (let minute = 1; minute <= 4; minute += 1) {
    await tabs[askers.at(-1) ?? -1]?.close();
    await passMinute(scene.browser);
    await expect.poll(() => askers.length).toBeGreaterThan(minute);
    await expectOneAMinute();
  }
  expect(new Set(askers).size).toBeGreaterThan(3);
});

test('only a tab that is looked at asks, and none while none is', async () => {
  const [first, ...others] = tabs as readonly [Page, ...Page[]];
  await Promise.all(others.map((tab) => look(tab, false)));
  await watch();
  await untilAllKnow();
  expect(askers).toEqual([0]);
  await look(first, false);
  await passMinute(scene.browser);
  await passMinute(scene.browser);
  expect(askers).toEqual([0]);
  await look(others[0] as Page, true);
  await expect.poll(() => askers).toEqual([0, 1]);
  await expectOneAMinute();
});

test('a 429 stops them all for its Retry-After', async () => {
  const recover = scene.emulator.fail({ http: 'usage', status: 429, retryAfter: 300 });
  await watch();
  await expect.poll(() => askers.length).toBe(1);
  await passMinute(scene.browser);
  await tabs[askers[0] ?? -1]?.close();
  recover();
  await passMinute(scene.browser);
  expect(askers).toHaveLength(1);
  for (let minute = 2; minute < 5; minute += 1) await passMinute(scene.browser);
  await untilAllKnow();
  expect(askers).toHaveLength(2);
});
