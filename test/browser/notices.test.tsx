import { render } from '@testing-library/react';
import { type ReactNode, StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  ConnectionNotices,
  DocumentFullBanner,
  DocumentLimitBanner,
  NoticeSettingsProvider,
  onAnnouncement,
  UpgradePlanPrompt,
  UsageMeter,
} from '../../src/components/index.ts';
import type { WireSocketDocument } from '../../src/index.ts';
import { ar } from '../../src/messages/ar.ts';
import type { Catalogue } from '../../src/messages/en.ts';
import { CATALOGUES, LOCALES } from '../../stories/support/catalogues.ts';
import { Matrix } from '../../stories/support/matrix.tsx';
import { TROUBLES } from '../../stories/support/trouble.ts';
import { leaveStage, pass, passUntil, putOnStage } from './on-stage.tsx';

beforeEach(() => page.viewport(1280, 800));
afterEach(leaveStage);

function button(name: string) {
  return page.getByRole('button', { name });
}

function focused(): string {
  return document.activeElement?.textContent ?? '';
}

test.each(['en', 'ar'] as const)(
  'in %s the ring stands behind the last word, though a host resets its padding',
  async (language) => {
    await putOnStage({ trouble: TROUBLES['rate-limit'] }, (document) => (
      <>
        <style>{'p { margin: 0; padding: 0; }'}</style>
        <ConnectionNotices document={document} messages={CATALOGUES[language]} />
      </>
    ));
    const words = document.createRange();
    words.selectNodeContents(document.querySelector('.ws-countdown') as Element);
    const lastLine = [...words.getClientRects()].at(-1);
    const ring = document.querySelector('.ws-ring')?.getBoundingClientRect();
    if (language === 'en') expect(ring?.left).toBeGreaterThanOrEqual(lastLine?.right ?? Number.NaN);
    else expect(ring?.right).toBeLessThanOrEqual(lastLine?.left ?? Number.NaN);
  },
);

describe('keyboard', () => {
  test('what can be done comes in the order in which it is read', async () => {
    await putOnStage({ trouble: TROUBLES['document-full'] }, (document) => (
      <>
        <button type="button">Before</button>
        <DocumentFullBanner document={document} onTellAdmin={() => {}} />
        <button type="button">After</button>
      </>
    ));
    button('Before').element().focus();
    const order = [];
    for (let step = 0; step < 4; step += 1) {
      await userEvent.keyboard('{Tab}');
      order.push(focused());
    }
    expect(order).toEqual(['Try now', 'Tell an admin', 'Hide details', 'After']);
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}');
    expect(focused()).toBe('Show details');
  });

  test('a dialog holds the focus, Escape closes it, and the focus is back', async () => {
    const plot = { trouble: TROUBLES['document-limit'] };
    await putOnStage(plot, (document) => <DocumentLimitBanner document={document} />);
    button('Close unused documents').element().focus();
    await userEvent.keyboard('{Enter}');
    const dialog = page.getByRole('dialog').element();
    expect(dialog.contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{Escape}');
    expect(document.querySelector('dialog')).toBeNull();
    expect(focused()).toBe('Close unused documents');
  });

  test('a dialog stays open in StrictMode, which closes it and opens it again', async () => {
    await putOnStage({}, (document) => (
      <StrictMode>
        <UpgradePlanPrompt document={document} form="dialog" />
      </StrictMode>
    ));
    // The browser tells later that a dialog was closed.
    const told = new Promise((resolve) =>
      document.addEventListener('close', resolve, { capture: true, once: true }),
    );
    await userEvent.click(button('Tell an admin'));
    await told;
    await pass(0);
    expect(page.getByRole('dialog').element().matches(':modal')).toBe(true);
    await userEvent.keyboard('{Escape}');
    await passUntil(() => document.querySelector('dialog') === null, 100);
  });

  test('whoever types goes on typing when a notice comes, and when it goes', async () => {
    const stage = await putOnStage({}, (document) => (
      <>
        <ConnectionNotices document={document} />
        <textarea aria-label="Editor" />
      </>
    ));
    const editor = page.getByRole('textbox').element() as HTMLTextAreaElement;
    editor.focus();
    await userEvent.keyboard('one ');
    stage.begin(TROUBLES.forbidden);
    await passUntil(() => document.querySelector('.ws-notice') !== null, 100);
    await userEvent.keyboard('two ');
    stage.recover();
    stage.document().connect();
    await passUntil(() => document.querySelector('.ws-notice') === null, 500);
    await userEvent.keyboard('three');
    expect(editor.value).toBe('one two three');
  });
});

describe('what can be done may change while it has the focus', () => {
  test('a button that goes gives it back to where it was', async () => {
    await putOnStage({ trouble: TROUBLES['rate-limit'] }, (document) => (
      <ConnectionNotices document={document} />
    ));
    button('Don’t reconnect automatically').element().focus();
    await userEvent.keyboard('{Enter}');
    expect(focused()).toBe('Reconnect automatically');
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    expect(focused()).toBe('Reconnect');
    await userEvent.keyboard('{Enter}');
    await passUntil(() => focused() !== 'Reconnect', 100);
    expect(focused()).toBe('Don’t reconnect automatically');
  });

  test('a button that stays keeps it, whatever the notice says now', async () => {
    const stage = await putOnStage({ trouble: TROUBLES['document-full'] }, (document) => (
      <ConnectionNotices document={document} onTellAdmin={() => {}} />
    ));
    const pressed = button('Try now').element();
    pressed.focus();
    stage.begin(TROUBLES['connection-limit']);
    await userEvent.keyboard('{Enter}');
    await passUntil(() => document.querySelector('.ws-notice[data-kind="connection-limit"]') !== null, 100);
    expect(document.activeElement).toBe(pressed);
  });

  test('a button that is put away with its notice gives it back to the editor', async () => {
    const stage = await putOnStage({}, (document) => (
      <>
        <ConnectionNotices document={document} />
        <textarea aria-label="Editor" />
      </>
    ));
    page.getByRole('textbox').element().focus();
    stage.begin(TROUBLES.maintenance);
    stage.document().disconnect();
    stage.document().connect();
    await passUntil(() => document.querySelector('.ws-notice') !== null, 100);
    await userEvent.keyboard('{Shift>}{Tab}{Tab}{/Shift}');
    expect(focused()).toBe('Dismiss');
    await userEvent.keyboard('{Enter}');
    await passUntil(() => document.querySelector('.ws-notice') === null, 100);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Editor');
  });
});

describe('a notice goes while its dialog is open', () => {
  const editor = () => page.getByRole('textbox').element();

  /** Goes from the editor to the notice's way into a dialog, and through it. Then the document is in sync. */
  async function openDialog(
    opener: string,
    notice: (document: WireSocketDocument) => ReactNode,
  ): Promise<void> {
    const stage = await putOnStage({ trouble: TROUBLES['document-limit'] }, (document) => (
      <>
        {notice(document)}
        <textarea aria-label="Editor" />
      </>
    ));
    editor().focus();
    for (let steps = 0; focused() !== opener && steps < 9; steps += 1)
      await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    await userEvent.keyboard('{Enter}');
    expect(page.getByRole('dialog').element().contains(document.activeElement)).toBe(true);
    stage.recover();
    stage.document().retry();
    await passUntil(() => document.querySelector('.ws-notice') === null, 500);
  }

  test.each([
    ['Escape', () => userEvent.keyboard('{Escape}')],
    ['a button of it', () => userEvent.click(button('Not now'))],
  ])('and that is closed by %s: the focus is back in the editor', async (_, close) => {
    await openDialog('Close unused documents', (document) => <DocumentLimitBanner document={document} />);
    expect(document.querySelector('dialog')).not.toBeNull();
    await close();
    await passUntil(() => document.querySelector('dialog') === null, 100);
    expect(document.activeElement).toBe(editor());
  });

  test('and takes it along: the focus is back in the editor', async () => {
    await openDialog('Tell an admin', (document) => (
      <ConnectionNotices document={document}>
        <UpgradePlanPrompt document={document} form="dialog" />
      </ConnectionNotices>
    ));
    expect(document.querySelector('dialog')).toBeNull();
    expect(document.activeElement).toBe(editor());
  });
});

describe('“Copied” is said', () => {
  /** Whether it is said now, somewhere. */
  const isSaid = (place = 'body >') =>
    // The time of tests before ended before what they said was taken away.
    [...document.querySelectorAll(`${place} [data-wiresocket-announcer="polite"] > *`)].some(
      ({ textContent }) => textContent === 'Copied.',
    );

  beforeEach(() => {
    vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('politely, each time', async () => {
    const said: string[] = [];
    const stop = onAnnouncement(({ text, urgency }) => said.push(`${urgency}: ${text}`));
    await putOnStage({}, (document) => <UpgradePlanPrompt document={document} />);
    button('Copy message').element().focus();
    await userEvent.keyboard('{Enter}');
    await passUntil(() => isSaid(), 100);
    await passUntil(() => !isSaid(), 1_000);
    await userEvent.keyboard('{Enter}');
    await passUntil(() => isSaid(), 100);
    stop();
    expect(said).toEqual(['polite: Copied.', 'polite: Copied.']);
  });

  test('inside of the modal that it was pressed in', async () => {
    await putOnStage({}, (document) => <UpgradePlanPrompt document={document} form="dialog" />);
    await userEvent.click(button('Tell an admin'));
    await userEvent.click(button('Copy message'));
    await passUntil(() => isSaid('dialog:modal'), 100);
    await userEvent.keyboard('{Escape}');
    await passUntil(() => focused() === 'Tell an admin', 100);
  });
});

/** Fonts differ from machine to machine, so places are compared and not pixels. */
describe('layout', () => {
  function box(selector: string): DOMRect {
    const element = document.querySelector(selector);
    if (element === null) throw new Error(`There is no ${selector}.`);
    return element.getBoundingClientRect();
  }

  function show(begins: 'before-sync' | 'after-sync' = 'after-sync', messages?: Catalogue) {
    return putOnStage({ trouble: TROUBLES['document-full'], begins }, (document) => (
      <DocumentFullBanner document={document} messages={messages} onTellAdmin={() => {}} />
    ));
  }

  test('a banner has what can be done beside its text, at the end', async () => {
    await show();
    const [icon, text, actions] = ['.ws-notice > svg', '.ws-notice-text', '.ws-notice-actions'].map(box);
    expect(icon?.right).toBeLessThan(text?.left ?? 0);
    expect(text?.right).toBeLessThan(actions?.left ?? 0);
    expect(Math.abs((text?.top ?? 0) - (actions?.top ?? 0))).toBeLessThan(2);
    expect(box('.ws-notice').right - (actions?.right ?? 0)).toBeLessThan(24);
  });

  test('from right to left it is the other way round', async () => {
    await show('after-sync', ar);
    expect(box('.ws-notice > svg').left).toBeGreaterThan(box('.ws-notice-text').right);
    expect(box('.ws-notice-actions').right).toBeLessThan(box('.ws-notice-text').left);
  });

  test('in a narrow window it is below, within the window', async () => {
    await page.viewport(320, 640);
    await show();
    expect(box('.ws-notice-actions').top).toBeGreaterThanOrEqual(box('.ws-notice-text').bottom);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  });

  describe('in a narrow window with text twice as big', () => {
    beforeEach(async () => {
      await page.viewport(320, 640);
      document.documentElement.style.fontSize = '200%';
    });
    afterEach(() => {
      document.documentElement.style.fontSize = '';
    });

    test('the text is below the icon, where a long word has room', async () => {
      await show();
      expect(box('.ws-notice-text').top).toBeGreaterThanOrEqual(box('.ws-notice > svg').bottom);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    });

    test('what a meter is of has a line of its own', async () => {
      await putOnStage({ usage: { connections: [1_987, 2_000], documents: [3, 20] } }, () => <UsageMeter />);
      await passUntil(() => document.querySelector('.ws-usage') !== null, 100);
      expect(box('.ws-usage-value').top).toBeGreaterThanOrEqual(box('.ws-usage-label').bottom);
      expect(box('.ws-usage-label').width).toBeGreaterThan(box('.ws-usage-label').height);
    });
  });

  test('a page is in the middle', async () => {
    await show('before-sync');
    const middleOf = ({ left, right }: DOMRect) => (left + right) / 2;
    const middle = middleOf(document.body.getBoundingClientRect());
    for (const part of ['.ws-notice > svg', '.ws-notice-title', '.ws-notice-actions']) {
      expect(Math.abs(middleOf(box(part)) - middle)).toBeLessThan(2);
    }
  });

  test('what is pressed is 32 px high', async () => {
    await show();
    for (const element of document.querySelectorAll('.ws-notice button')) {
      expect(element.getBoundingClientRect().height).toBeGreaterThanOrEqual(32);
    }
  });
});

test('every notice is there in every language', async () => {
  await putOnStage({}, () => null);
  const inLanguage = (locale: string) => (
    <NoticeSettingsProvider messages={CATALOGUES[locale]}>
      <Matrix />
    </NoticeSettingsProvider>
  );
  const { rerender } = render(inLanguage('en'));
  const count = 3 * 2 * Object.keys(TROUBLES).length;
  await passUntil(() => document.querySelectorAll('.ws-notice').length === count, 500);
  for (const locale of LOCALES) {
    rerender(inLanguage(locale));
    const notices = [...document.querySelectorAll('.ws-notice')].map(
      (notice) => notice.cloneNode(true) as Element,
    );
    expect(notices).toHaveLength(count);
    for (const notice of notices) {
      // What developers read is English everywhere.
      notice.querySelector('details')?.remove();
      expect(notice.textContent, locale).not.toMatch(/\{\w+\}|undefined|NaN|null/);
      // What was borrowed from English would say so.
      const languages = [notice, ...notice.querySelectorAll('[lang]')].map((part) =>
        part.getAttribute('lang'),
      );
      expect(new Set(languages), locale).toEqual(new Set([CATALOGUES[locale]?.locale]));
    }
  }
});
