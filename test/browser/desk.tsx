import { render } from '@testing-library/react';
import { type ComponentType, lazy, StrictMode, Suspense } from 'react';
import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';
import {
  createWireSocketClient,
  fetchAccessToken,
  type WireSocketClient,
  type WireSocketDocument,
  WireSocketProvider,
} from '../../src/index.ts';
import { type EditorProps, LiveEditor, type User } from '../../stories/editors/live-editor.tsx';
import { findEmulator } from '../../stories/live-playground/emulator.ts';
import type { EditorUnderTest } from './editors-under-test.ts';

/** When the last of them does that, ProseMirror, in ms. */
const FOCUS = 20;

/** Somebody’s page, with a client of its own: an editor for each document that lies on it. */
export interface Desk {
  readonly client: WireSocketClient;
  /** Puts these documents there, by place: what lies in the same place as before gets another name. */
  lay(...names: readonly (string | null)[]): void;
  /** Once it is in sync. The hold is the test’s, and keeps the document open. */
  open(name: string): Promise<WireSocketDocument>;
  /** The editor of a place, once it is there to stay. */
  editor(place: number): Promise<HTMLElement>;
  read(place: number): string;
  press(place: number, keys: string): Promise<void>;
  /** Clicks on these words. */
  click(place: number, words: string): Promise<void>;
  /** At the end. */
  type(place: number, words: string): Promise<void>;
  /** By its type. */
  paste(place: number, data: Readonly<Record<string, string>>): Promise<void>;
  end(): void;
}

/** Puts up a desk. */
export async function deskOf(user: User, editor: EditorUnderTest): Promise<Desk> {
  const emulator = await findEmulator();
  if (emulator === null) throw new Error('No emulator runs beside the tests.');
  const client = createWireSocketClient({
    endpoint: emulator.url,
    getAccessToken: fetchAccessToken(emulator.tokenUrl),
  });
  const Editor = lazy(editor.load);
  const { container, rerender, unmount } = render(null);

  function articleOf(place: number): HTMLElement {
    const article = container.querySelectorAll('article')[place];
    if (article === undefined) throw new Error(`Nothing lies in place ${place}.`);
    return article;
  }

  function find(place: number, selector: string): HTMLElement | null {
    return articleOf(place).querySelector<HTMLElement>(selector);
  }

  async function focus(place: number): Promise<void> {
    const surface = find(place, editor.surface);
    if (document.activeElement === surface) return;
    surface?.focus();
    // Editors put the caret where it was a moment after they have the focus: what is set later runs later.
    await new Promise((resolve) => setTimeout(resolve, FOCUS));
  }

  async function press(place: number, keys: string): Promise<void> {
    await focus(place);
    await userEvent.keyboard(keys);
  }

  return {
    client,
    lay: (...names) => rerender(<Page {...{ client, user, Editor, names }} />),
    async open(name) {
      const document = client.open(name);
      await document.whenSynced;
      return document;
    },
    async editor(place) {
      // React mounts everything twice here, and an editor that cannot be mounted again makes way for another one.
      await expect
        .poll(async () => {
          const before = find(place, editor.surface);
          await twoFrames();
          return before !== null && find(place, editor.surface) === before;
        })
        .toBe(true);
      return find(place, editor.surface) as HTMLElement;
    },
    read: (place) => readable(find(place, editor.text ?? editor.surface), editor.cursor),
    press,
    async click(place, words) {
      const article = articleOf(place);
      await userEvent.click(article, { position: centerOf(around(words, article), article) });
    },
    type: (place, words) => press(place, `{Control>}{End}{/Control}${words}`),
    async paste(place, data) {
      await focus(place);
      const clipboardData = new DataTransfer();
      for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text);
      const pasted = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      find(place, editor.surface)?.dispatchEvent(pasted);
    },
    end() {
      unmount();
      client.destroy();
    },
  };
}

interface PageProps {
  readonly client: WireSocketClient;
  readonly user: User;
  readonly Editor: ComponentType<EditorProps>;
  readonly names: readonly (string | null)[];
}

function Page({ client, user, Editor, names }: PageProps) {
  return (
    <StrictMode>
      <WireSocketProvider client={client}>
        {names.map((name, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what lies in the same place is the same editor, with another name.
          <article key={place} data-testid={`${user.name}-${place}`}>
            <Suspense>
              {name === null ? null : <LiveEditor name={name} user={user} Editor={Editor} />}
            </Suspense>
          </article>
        ))}
      </WireSocketProvider>
    </StrictMode>
  );
}

/** The element whose own text these words are in. */
function around(words: string, within: HTMLElement): HTMLElement {
  const texts = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { textContent, parentElement } = texts.currentNode;
    if (textContent?.includes(words) && parentElement?.checkVisibility()) return parentElement;
  }
  throw new Error(`“${words}” is not there.`);
}

/** In an editor nothing can be found again by its text: the name at another’s cursor is in it, and moves. */
function centerOf(element: HTMLElement, within: HTMLElement): { readonly x: number; readonly y: number } {
  const [inner, outer] = [element.getBoundingClientRect(), within.getBoundingClientRect()];
  return { x: inner.left + inner.width / 2 - outer.left, y: inner.top + inner.height / 2 - outer.top };
}

function twoFrames(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** The text without the names at the cursors of others. */
function readable(element: HTMLElement | null, cursor: string): string {
  const copy = element?.cloneNode(true) as HTMLElement | undefined;
  for (const label of copy?.querySelectorAll(cursor) ?? []) label.remove();
  // Editors hold a line open with characters that nobody typed.
  return (copy?.textContent ?? '').replaceAll(/[\u200b\u2060\ufeff]/g, '').replaceAll('\u00a0', ' ');
}
