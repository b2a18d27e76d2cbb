import { expect, test } from 'vitest';
import { passUntilAll, stopTime } from './app.ts';
import { setScene } from './scene.ts';

const scene = setScene();

test('an adopted provider that is refused in a page that finds no more files is told why, and waits for its turn', async () => {
  const [tab] = await scene.app.openTabs(scene.browser, 1);
  if (tab === undefined) throw new Error('There is one.');
  await stopTime(scene.browser);
  await scene.browser.route('**/*.js', (route) => route.abort());
  const recover = scene.emulator.fail({ handshake: { code: 4008 }, documentName: scene.name });
  await tab.evaluate((documentName) => globalThis.tab.adopt(documentName), scene.name);
  await passUntilAll(scene.browser, [tab], 'waiting');
  expect(await tab.evaluate(() => globalThis.tab.document().store.getState().connection)).toMatchObject({
    problem: { kind: 'document-full', code: 4008 },
  });
  expect(scene.handshakes()).toBe(1);
  recover();
  await passUntilAll(scene.browser, [tab], 'live');
});
