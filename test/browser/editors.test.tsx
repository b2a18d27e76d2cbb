import { cleanup, render } from '@testing-library/react';
import { lazy } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { TwoPeople } from '../../stories/editors/frame/two-people.tsx';
import { controlsOf, type EmulatorControls, findEmulator } from '../../stories/live-playground/emulator.ts';
import { leap, withLeaps } from '../../stories/support/leaping-clock.ts';
import { EDITORS } from './editors-under-test.ts';

let count = 0;

let stopLeaping = () => {};
beforeEach(() => {
  stopLeaping = withLeaps({});
});
afterEach(() => {
  cleanup();
  stopLeaping();
});

/** A handshake is not made sooner than this after the one before, in ms. */
const SPACING = 2_000;

describe.each(Object.entries(EDITORS))('%s', (name, { load, surface, text = surface, cursor }) => {
  let documentName: string;
  let emulator: EmulatorControls;

  // Before any time is taken: the first load of an editor has the dev server translate it.
  beforeAll(load, 60_000);

  async function open(): Promise<void> {
    count += 1;
    documentName = `${name}-${Date.now()}-${count}`;
    const found = await findEmulator();
    if (found === null) throw new Error('No emulator runs beside the tests.');
    emulator = controlsOf(found, documentName);
  }

  function show(): void {
    render(<TwoPeople Editor={lazy(load)} documentName={documentName} />);
  }

  function pageOf(person: string) {
    return page.getByRole('region', { name: `${person}’s page` });
  }

  function find(person: string, selector: string): HTMLElement | null {
    return pageOf(person).query()?.querySelector<HTMLElement>(selector) ?? null;
  }

  /** The text without the names at the cursors of others. */
  function textOf(person: string): string {
    const copy = find(person, text)?.cloneNode(true) as HTMLElement | undefined;
    for (const label of copy?.querySelectorAll(cursor) ?? []) label.remove();
    // Editors hold a line open with characters that nobody typed.
    return (copy?.textContent ?? '').replaceAll(/[\u200b\u2060\ufeff]/g, '').replaceAll('\u00a0', ' ');
  }

  function isLive(person: string) {
    return expect.poll(() => find(person, '.ws-status')?.dataset.status).toBe('live');
  }

  function isNotLive(person: string) {
    const status = async () => {
      // People are told of it after a second.
      await leap(1_000);
      return find(person, '.ws-status')?.dataset.status;
    };
    return expect.poll(status).not.toBe('live');
  }

  async function isThere(person: string): Promise<HTMLElement> {
    await expect.poll(() => find(person, surface)).not.toBeNull();
    await isLive(person);
    // React mounts everything twice here, and an editor that cannot be mounted again makes way for another one.
    const stays = async () => {
      const before = find(person, surface);
      await twoFrames();
      return before !== null && find(person, surface) === before;
    };
    await expect.poll(stays).toBe(true);
    return find(person, surface) as HTMLElement;
  }

  function twoFrames(): Promise<unknown> {
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }

  async function press(person: string, keys: string): Promise<void> {
    find(person, surface)?.focus();
    await userEvent.keyboard(keys);
  }

  function type(person: string, words: string): Promise<void> {
    return press(person, `{Control>}{End}{/Control}${words}`);
  }

  async function cutOff(person: string): Promise<void> {
    await pageOf(person).getByRole('button', { name: 'Cut the connection' }).click();
    const isOffline = async () => {
      if (/offline/i.test(pageOf(person).query()?.textContent ?? '')) return true;
      // It may have been on its way, as with Lexical when React mounts it twice, and be there only now.
      await emulator.close(1006);
      // People are told of it after a second.
      await leap(1_000);
      return false;
    };
    await expect.poll(isOffline, { interval: 100 }).toBe(true);
  }

  function reads(person: string, words: string) {
    return expect.poll(() => textOf(person)).toContain(words);
  }

  function agree() {
    return expect.poll(() => textOf('Ada') === textOf('Ben')).toBe(true);
  }

  test('two people type, one is cut off, both go on, and they meet again', async () => {
    await open();
    show();
    const editors = [await isThere('Ada'), await isThere('Ben')];

    await type('Ben', 'one ');
    await reads('Ada', 'one');
    await type('Ada', 'two ');
    await reads('Ben', 'two');
    await expect.poll(() => document.querySelectorAll(cursor).length).toBeGreaterThan(0);

    await cutOff('Ada');
    await type('Ada', 'three ');
    await type('Ben', 'four ');
    await isLive('Ben');
    expect(textOf('Ben')).not.toContain('three');
    expect(textOf('Ada')).not.toContain('four');

    // A while, in which it has been tried again.
    await leap(30_000);
    await pageOf('Ada').getByRole('button', { name: 'Restore it' }).click();
    for (const words of ['one', 'two', 'three', 'four']) {
      await reads('Ada', words);
      await reads('Ben', words);
    }
    expect(textOf('Ada')).toBe(textOf('Ben'));
    expect(find('Ada', surface)).toBe(editors[0]);
    expect(find('Ben', surface)).toBe(editors[1]);

    for (let n = 0; n < 4; n += 1) await press('Ada', '{Control>}z{/Control}');
    await expect.poll(() => textOf('Ben')).not.toMatch(/two|three/);
    for (const person of ['Ada', 'Ben']) {
      expect(textOf(person)).toContain('one');
      expect(textOf(person)).toContain('four');
    }
    expect(textOf('Ada')).toBe(textOf('Ben'));
  });

  test('is not there before the first sync, and shows what is there then', async () => {
    await open();
    await emulator.fail({ handshake: { code: 4008 }, documentName });
    show();
    for (const person of ['Ada', 'Ben']) {
      await expect.element(pageOf(person).getByRole('button', { name: 'Try now' })).toBeVisible();
      expect(find(person, surface)).toBeNull();
    }
    await emulator.recover();
    await leap(SPACING);
    await pageOf('Ben').getByRole('button', { name: 'Try now' }).click();
    await isThere('Ben');
    await type('Ben', 'here before');
    await isLive('Ben');
    await pageOf('Ada').getByRole('button', { name: 'Try now' }).click();
    await isThere('Ada');
    await reads('Ada', 'here before');
  });

  test('two first keystrokes at the same moment: both are there, for both', async () => {
    await open();
    show();
    await isThere('Ada');
    await isThere('Ben');
    // At the same moment: neither has heard of the other’s.
    await cutOff('Ada');
    await type('Ada', 'apple');
    await type('Ben', 'berry');
    await isLive('Ben');
    await leap(SPACING);
    await pageOf('Ada').getByRole('button', { name: 'Restore it' }).click();
    for (const word of ['apple', 'berry']) {
      await reads('Ada', word);
      await reads('Ben', word);
    }
    await agree();
    // Whoever goes on writes into what both see.
    await type('Ada', 'cherry');
    await reads('Ben', 'cherry');
    await type('Ben', 'damson');
    for (const word of ['apple', 'berry', 'cherry', 'damson']) await reads('Ada', word);
    await agree();
  });

  test('who undoes a line takes back what is theirs, and leaves what another wrote in it', async () => {
    await open();
    show();
    await isThere('Ada');
    await isThere('Ben');
    await type('Ben', 'one');
    await reads('Ada', 'one');
    await type('Ada', '{Enter}two');
    await reads('Ben', 'two');
    // Wherever in what is there he comes to write.
    await pageOf('Ben').getByText('two').click();
    await userEvent.keyboard(' three');
    await reads('Ada', 'three');
    for (let n = 0; n < 4; n += 1) await press('Ada', '{Control>}z{/Control}');
    await expect.poll(() => textOf('Ben')).not.toContain('w');
    await agree();
    expect(textOf('Ben')).toContain('three');
    expect(textOf('Ben').replace(' three', '')).toContain('one');
  });

  test('is unmounted with edits that were not sent: they are sent all the same', async () => {
    await open();
    show();
    await isThere('Ada');
    await type('Ada', 'before ');
    await reads('Ben', 'before');
    await emulator.fail({ handshake: { code: 1012 }, documentName });
    await emulator.close(1012);
    await isNotLive('Ada');
    await type('Ada', 'unsent');
    await reads('Ada', 'unsent');
    cleanup();
    await emulator.recover();
    // However often it was refused.
    await leap(10_000);
    // Other clients: what they show the server has.
    show();
    await isThere('Ada');
    await expect.poll(() => textOf('Ada')).toContain('unsent');
    await reads('Ben', 'unsent');
  });

  test('is read-only when the document is stopped', async () => {
    await open();
    show();
    await isThere('Ada');
    await type('Ada', 'before');
    await reads('Ben', 'before');
    const editor = find('Ada', surface);
    await emulator.close(4003);
    await expect.element(pageOf('Ada').getByRole('group').first()).toBeVisible();
    await type('Ada', 'after');
    await press('Ada', '{Control>}z{/Control}');
    // What the browser’s own menu asks for.
    const undo = { inputType: 'historyUndo', bubbles: true, cancelable: true };
    find('Ada', surface)?.dispatchEvent(new InputEvent('beforeinput', undo));
    expect(textOf('Ada').trim()).toBe('before');
    expect(find('Ada', surface)).toBe(editor);
  });
});
