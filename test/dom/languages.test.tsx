import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ConnectionNotices,
  ConnectionStatus,
  NoticeSettingsProvider,
  onAnnouncement,
  PresenceAvatars,
  UnsyncedChanges,
  UpgradePlanPrompt,
  UsageMeter,
} from '../../src/components/index.ts';
import type { Catalogue } from '../../src/messages/en.ts';
import { translate } from '../../src/messages/translate.ts';
import { leap, withLeaps } from '../../stories/support/leaping-clock.ts';
import { Matrix } from '../../stories/support/matrix.tsx';
import { Theatre } from '../../stories/support/on-stage.tsx';
import type { Plot } from '../../stories/support/staged-client.ts';
import { TROUBLES } from '../../stories/support/trouble.ts';
import { CATALOGUES, formsOf, IDS, LANGUAGES } from '../unit/messages/catalogues.ts';
import { settled } from './support.tsx';

let stopLeaping = () => {};

beforeEach(() => {
  stopLeaping = withLeaps({});
});
afterEach(() => {
  stopLeaping();
});

/** Renders something, and lets time pass until it is all there: a notice waits before it shows. */
async function renderUntil(messages: Catalogue, children: ReactNode, isThere: () => boolean): Promise<void> {
  render(<NoticeSettingsProvider messages={messages}>{children}</NoticeSettingsProvider>);
  await act(() => leap(8_000));
  await settled(isThere);
}

function all(selector: string): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)];
}

/** What people read. What is for developers alone is English. */
function textsIn(elements: Iterable<Element>): readonly string[] {
  return [...elements].map((element) => {
    const copy = element.cloneNode(true) as Element;
    for (const details of copy.querySelectorAll('details > div')) details.remove();
    return copy.textContent ?? '';
  });
}

/** Texts that show their workings. */
function brokenAmong(texts: readonly string[]): readonly string[] {
  const names = IDS.filter((id) => id.includes('.'));
  return texts.filter(
    (text) =>
      text.trim() === '' || /[{}]|undefined|NaN|–/.test(text) || names.some((name) => text.includes(name)),
  );
}

describe.each(LANGUAGES)('in %s', (language) => {
  const messages = CATALOGUES[language];

  test('every notice, for everybody, before and after the first sync', async () => {
    const rows = 2 * Object.keys(TROUBLES).length;
    await renderUntil(messages, <Matrix />, () => all('.ws-notice').length === 3 * rows);
    expect(all('tbody tr')).toHaveLength(rows);
    const notices = all('.ws-notice');
    expect(brokenAmong(textsIn(notices))).toEqual([]);

    const titles = new Set(IDS.flatMap((id) => formsOf(messages.messages[id])).map(([, text]) => text));
    const shown = all('.ws-notice-title').map((title) => title.textContent ?? '');
    expect(shown.filter((title) => !titles.has(title))).toEqual([]);
    for (const notice of notices) {
      expect([notice.getAttribute('lang'), notice.getAttribute('dir')]).toEqual([
        messages.locale,
        messages.dir,
      ]);
    }
  });

  test('everything beside the notices', async () => {
    const plot: Plot = {
      trouble: TROUBLES['document-full'],
      typed: 'And more.',
      people: ['Ada', 'Grace', 'Edsger'].map((name) => ({ name, color: 'teal' })),
      usage: { connections: [97, 100], documents: [3, 20] },
    };
    const everything = (
      <Theatre plot={plot}>
        {({ document }) => (
          <>
            <ConnectionStatus document={document} />
            <UnsyncedChanges document={document} />
            <UsageMeter audience="admin" />
            <UpgradePlanPrompt document={document} />
            <UpgradePlanPrompt document={document} audience="admin" />
            <PresenceAvatars document={document} max={1} />
          </>
        )}
      </Theatre>
    );
    const ours = '.ws-status, .ws-unsynced, .ws-usage, .ws-upgrade, .ws-presence';
    await renderUntil(messages, everything, () => all(ours).length === 6);
    const parts = all(ours);
    expect(brokenAmong(textsIn(parts))).toEqual([]);
    for (const part of parts) expect(part.getAttribute('lang')).toBe(messages.locale);
    const meter = document.querySelector('[role="meter"]');
    expect(meter?.getAttribute('aria-valuetext')).toBe(
      translate(messages, 'usage.value', { value: 97, max: 100 }).text,
    );
  });
});

describe('a language that lacks a message', () => {
  const { locale, dir, messages } = CATALOGUES.ar;
  const { 'document-full.title': _, ...rest } = messages;
  const lacking: Catalogue = { locale, dir, messages: rest };

  test('says it in English, which runs from left to right', async () => {
    const full = '.ws-notice[data-kind="document-full"]';
    await renderUntil(lacking, <Matrix />, () => all(full).length > 0);
    const [notice] = all(full);
    const english = notice?.querySelector('.ws-notice-title [lang]');
    expect(english?.textContent).toBe('This document is full');
    expect([english?.getAttribute('lang'), english?.getAttribute('dir')]).toEqual(['en', 'ltr']);
    expect(notice?.querySelector('.ws-notice-body')?.textContent).toBe(messages['document-full.body']);
  });
});

describe('the name of the app', () => {
  /** A neutral at its end, which the sentence around it would take. */
  const NAME = 'Acme Docs (beta)!';
  const plot: Plot = { documentName: 'isolated', trouble: TROUBLES['rate-limit'] };
  const everywhere = (
    <Theatre plot={plot}>
      {({ document }) => (
        <>
          <ConnectionNotices document={document} audience="admin" app={NAME} />
          <UpgradePlanPrompt audience="admin" app={NAME} />
          <UpgradePlanPrompt app={NAME} />
        </>
      )}
    </Theatre>
  );
  const named = (texts: readonly string[]) => texts.filter((text) => text.includes(NAME));
  const shown = () => named(textsIn(all('.ws-notice-body, .ws-upgrade p, .ws-upgrade-message')));

  test.each(LANGUAGES)('is isolated from a sentence from right to left, in %s', async (language) => {
    const said: string[] = [];
    const stop = onAnnouncement(({ text }) => said.push(text));
    await renderUntil(CATALOGUES[language], everywhere, () => shown().length === 3 && said.length > 0);
    stop();
    const sentences = [...shown(), ...named(said)];
    expect(sentences).toHaveLength(4);
    const isRtl = CATALOGUES[language].dir === 'rtl';
    for (const text of sentences) expect(text.includes(`\u2068${NAME}\u2069`), text).toBe(isRtl);
  });
});

test('the name of an app that is written from right to left is isolated from a sentence that is not', () => {
  const name = 'مستندات (beta)!';
  const { getByText } = render(
    <Theatre plot={{ documentName: 'isolated-name' }}>{() => <UpgradePlanPrompt app={name} />}</Theatre>,
  );
  expect(getByText(/has reached a limit/).textContent).toContain(`\u2068${name}\u2069 has reached`);
});

test('an announcement ends a title as its language ends a sentence', async () => {
  const said: string[] = [];
  const stop = onAnnouncement(({ text }) => said.push(text));
  const { 'document-full.title': title, 'document-full.body': body } = CATALOGUES.ja.messages;
  const plot: Plot = { documentName: 'in-japanese', trouble: TROUBLES['document-full'] };
  const notice = <Theatre plot={plot}>{(live) => <ConnectionNotices document={live.document} />}</Theatre>;
  await renderUntil(CATALOGUES.ja, notice, () => said.length > 0);
  stop();
  expect(said).toEqual([`${title}。 ${body}`]);
});
