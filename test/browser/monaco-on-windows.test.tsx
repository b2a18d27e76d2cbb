import { afterEach, expect, test } from 'vitest';
import type { Desk } from './desk.tsx';
import { EDITORS } from './editors-under-test.ts';

/** What Monaco knows Windows by, once: when it is loaded. */
const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0';

let desk: Desk | null = null;

afterEach(() => {
  desk?.end();
  desk = null;
});

test('Monaco on Windows: lines end as they do everywhere, and each key is where it was typed', async () => {
  Object.defineProperty(navigator, 'userAgent', { value: WINDOWS });
  const { deskOf } = await import('./desk.tsx');
  const monaco = EDITORS.Monaco;
  if (monaco === undefined) throw new Error('Monaco is not among the editors.');
  await monaco.load();
  desk = await deskOf({ name: 'Ada', color: '#4f46e5' }, monaco);
  const name = `on-windows-${Date.now()}`;
  desk.lay(name);
  await desk.editor(0);
  const { doc } = await desk.open(name);
  await desk.press(0, 'one{Enter}two{Enter}three');
  const text = doc.getText('monaco');
  await expect.poll(() => text.toString()).toBe('one\ntwo\nthree');
  // What another writes lands where they wrote it.
  text.insert(text.toString().indexOf('three'), 'and ');
  await expect.poll(() => desk?.read(0)).toContain('and three');
});
