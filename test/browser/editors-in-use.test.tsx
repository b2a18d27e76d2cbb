import { cleanup } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { getState } from 'yjs';
import { type Desk, deskOf } from './desk.tsx';
import { EDITORS } from './editors-under-test.ts';

const ADA = { name: 'Ada', color: '#4f46e5' };
const BEN = { name: 'Ben', color: '#c2410c' };
const UNDO = '{Control>}z{/Control}';

/** Those that have headings, and whose undo gives one back without what another wrote in it. BlockNote's does not. */
const WITH_HEADINGS = ['TipTap', 'ProseMirror'];

let count = 0;
let desks: Desk[] = [];

afterEach(() => {
  for (const desk of desks) desk.end();
  desks = [];
  cleanup();
});

function freshName(): string {
  count += 1;
  return `in-use-${Date.now()}-${count}`;
}

/** What is shown of a word before it is chosen, as with a keyboard for Japanese. */
async function compose(text: string): Promise<void> {
  const { length } = text;
  await cdp().send('Input.imeSetComposition', { text, selectionStart: length, selectionEnd: length });
}

describe.each(Object.entries(EDITORS))('%s', (editorName, editor) => {
  // Before any time is taken: the first load of an editor has the dev server translate it.
  beforeAll(editor.load, 60_000);

  async function desk(user = ADA): Promise<Desk> {
    const made = await deskOf(user, editor);
    desks.push(made);
    return made;
  }

  async function twoDesks(name: string): Promise<[Desk, Desk]> {
    const both: [Desk, Desk] = [await desk(ADA), await desk(BEN)];
    for (const one of both) {
      one.lay(name);
      await one.editor(0);
    }
    return both;
  }

  function reads(reader: Desk, words: string, place = 0) {
    return expect.poll(() => reader.read(place)).toContain(words);
  }

  test('twice in one page: both show it, and one goes on when the other is taken away', async () => {
    const name = freshName();
    const ada = await desk();
    ada.lay(name, name);
    await ada.editor(0);
    await ada.editor(1);
    await ada.type(0, 'one');
    await reads(ada, 'one', 1);
    await ada.type(1, ' two');
    await reads(ada, 'two');
    ada.lay(name, null);
    const ben = await desk(BEN);
    ben.lay(name);
    await ben.editor(0);
    await reads(ben, 'two');
    await ada.type(0, ' three');
    await reads(ben, 'three');
    await ben.type(0, ' four');
    await reads(ada, 'four');
  });

  test('a word is composed in one line while another writes in the line above', async () => {
    const name = freshName();
    const [ada, ben] = await twoDesks(name);
    await ben.type(0, 'one');
    await reads(ada, 'one');
    await ben.press(0, '{Enter}two');
    await reads(ada, 'two');
    const [here, theirs] = [await ada.open(name), await ben.open(name)];
    // Written beforehand, and sent while she composes: there is one keyboard, and to leave an editor ends it.
    theirs.disconnect();
    await ben.click(0, 'one');
    await ben.press(0, '{Home}away ');
    await reads(ben, 'away');
    await ada.click(0, 'two');
    await ada.press(0, '{End}');
    await compose('に');
    await compose('にほ');
    theirs.connect();
    const { clientID } = theirs.doc;
    await expect.poll(() => getState(here.doc.store, clientID)).toBe(getState(theirs.doc.store, clientID));
    await compose('にほん');
    await cdp().send('Input.insertText', { text: '日本' });
    for (const desk of [ada, ben]) {
      await reads(desk, 'two日本');
      await reads(desk, 'away');
      expect(desk.read(0)).not.toContain('に');
      expect(desk.read(0).match(/away/g)).toHaveLength(1);
    }
    expect(ada.read(0)).toBe(ben.read(0));
  });

  if (!WITH_HEADINGS.includes(editorName)) return;

  test('who takes a heading back leaves what another wrote in it', async () => {
    const [ada, ben] = await twoDesks(freshName());
    await ada.paste(0, { 'text/plain': 'Title', 'text/html': '<h1>Title</h1>' });
    await reads(ben, 'Title');
    await ben.click(0, 'Title');
    await ben.press(0, '{End} of his');
    await reads(ada, 'of his');
    for (let n = 0; n < 4; n += 1) await ada.press(0, UNDO);
    await expect.poll(() => ben.read(0)).not.toContain('Title');
    await reads(ben, 'of his');
    await reads(ada, 'of his');
  });
});
