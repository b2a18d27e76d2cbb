import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALL_CONTENTS } from '../../../src/components/connection-notices/all-contents.ts';
import type { NoticeContent, Told } from '../../../src/components/notice/notice-content.ts';
import { tell } from '../../../src/components/notice/notice-content.ts';
import * as contents from '../../../src/components/notice/notice-contents.ts';
import { NOTICES, type NoticeKind } from '../../../src/components/notice/notice-kind.ts';
import type { Notice } from '../../../src/components/notice/notice-watch.ts';
import type { Audience, NoticeSettings } from '../../../src/components/settings/settings.tsx';
import { createWireSocketClient, type Problem, problemFromClose } from '../../../src/core.ts';
import { ENGLISH, translate } from '../../../src/messages/translate.ts';
import { untilStatus, WebSocketClass } from '../../support/kit.ts';

const ALL: readonly NoticeContent[] = Object.values(contents);
const AUDIENCES: readonly Audience[] = ['user', 'admin', 'developer'];

/** One document is on its way; of another a person turned the next try off. */
const onItsWay = createWireSocketClient({
  endpoint: 'wss://endpoint.test',
  WebSocket: WebSocketClass,
  getAccessToken: () => new Promise(() => {}),
});
const refused = createWireSocketClient({
  endpoint: 'wss://endpoint.test',
  WebSocket: WebSocketClass,
  getAccessToken: () => Promise.reject(Object.assign(new Error('busy'), { status: 429, retryAfter: 60 })),
});
const document = onItsWay.open('notes');
const paused = refused.open('notes');

beforeAll(async () => {
  await untilStatus(paused, 'waiting');
  paused.pause();
});
afterAll(() => {
  onItsWay.destroy();
  refused.destroy();
});

function settingsFor(audience: Audience, app: string | null = 'Acme'): NoticeSettings {
  const run = () => {};
  return {
    messages: ENGLISH,
    audience,
    app,
    links: { status: 'https://status.test', dashboard: 'https://dashboard.test', help: null },
    keeps: 'tab',
    canRename: true,
    ...{ onSignIn: run, onSwitchAccount: run, onRequestAccess: run, onGetHelp: run, onTellAdmin: run },
    ...{ onUpgrade: undefined, onViewUsage: undefined, onRename: run, onGoBack: run },
  };
}

function noticeOf(kind: NoticeKind, problem: Problem): Notice {
  const { severity, isTerminal, form } = NOTICES[kind];
  return { kind, problem, document, severity, canCollapse: !isTerminal, placement: form, since: 0 };
}

/** What its buttons say. */
function buttonsOf({ notice, actions }: Told, settings: NoticeSettings): string[] {
  return actions.flatMap(({ id, english, offer }) => {
    const offered = offer({
      notice,
      settings,
      slot: () => ({}) as never,
      dismiss: () => {},
      setDialog: () => {},
    });
    if (offered === null) return [];
    const labels = [
      `action.${id}`,
      ...('run' in offered ? [offered.label, offered.whileRunning, offered.done] : []),
    ];
    // Whatever it comes to say is among the English that it brings along.
    for (const label of labels) if (label !== undefined) expect(Object.keys(english)).toContain(label);
    const label = offered.label ?? `action.${id}`;
    return [translate(ENGLISH, label as never, {}, english).text];
  });
}

const CODES: { readonly [Kind in NoticeKind]?: number } = {
  'document-full': 4008,
  'connection-limit': 4004,
  'document-limit': 4005,
  'rate-limit': 4006,
};

function toldTo(audience: Audience, content: NoticeContent, reason = '', app: string | null = 'Acme'): Told {
  const problem = problemFromClose(CODES[content.kind] ?? 1006, reason);
  return tell(content, noticeOf(content.kind, problem), settingsFor(audience, app));
}

test('every kind of notice has its words', () => {
  expect(ALL.map(({ kind }) => kind).sort()).toEqual(Object.keys(NOTICES).sort());
});

describe.each(ALL)('$kind', (content) => {
  test.each(AUDIENCES)('brings along all that it says to a %s', (audience) => {
    for (const reason of ['', 'Limit exceeded: 7 (active: 7)']) {
      for (const app of ['Acme', null]) {
        const told = toldTo(audience, content, reason, app);
        for (const { text } of [told.title, told.body]) expect(text).toMatch(/^[^{}]*\s[^{}]*$/);
        buttonsOf(told, settingsFor(audience));
        buttonsOf({ ...told, notice: { ...told.notice, document: paused } }, settingsFor(audience));
      }
    }
  });
});

test('all notices together are all that there are, each once', () => {
  expect(ALL_CONTENTS).toHaveLength(ALL.length);
  expect(new Set(ALL_CONTENTS)).toEqual(new Set(ALL));
});

describe('who is told what', () => {
  const limit = 'Limit exceeded: 25 (active: 24)';
  test.each<[NoticeContent, Audience, string, string, string[]]>([
    [contents.documentFull, 'user', 'This document is full', '', ['Try now', 'Tell an admin']],
    [
      contents.documentFull,
      'admin',
      'This document is full',
      'limit of 25 people',
      ['Upgrade plan', 'Try now'],
    ],
    [contents.connectionLimit, 'user', 'Live editing is full right now', '', ['Try now', 'Tell an admin']],
    [
      contents.connectionLimit,
      'admin',
      'Connection limit reached',
      'All 25 live',
      ['Upgrade plan', 'View usage'],
    ],
    [
      contents.documentLimit,
      'user',
      'Too many documents are open',
      '',
      ['Close unused documents', 'Try again'],
    ],
    [
      contents.documentLimit,
      'developer',
      'Document limit reached',
      '24 of 25',
      ['Close unused documents', 'Upgrade plan'],
    ],
    [contents.rateLimit, 'user', 'Syncing is paused for a moment', '', ['Don’t reconnect automatically']],
    [
      contents.rateLimit,
      'admin',
      'Rate limit reached',
      'over 25 operations',
      ['Upgrade plan', 'Don’t reconnect automatically'],
    ],
  ])('$0.kind, to a %s', (content, audience, title, body, buttons) => {
    const told = toldTo(audience, content, limit);
    expect(told.title.text).toBe(title);
    expect(told.body.text).toContain(body);
    expect(buttonsOf(told, settingsFor(audience))).toEqual(buttons);
    // Limits and numbers are for those who can change the plan.
    if (audience === 'user') expect(told.body.text).not.toMatch(/2[45]/);
  });
});

test('who turned the next try off can have it now, or turn it on again', () => {
  const told = toldTo('user', contents.rateLimit);
  expect(buttonsOf({ ...told, notice: { ...told.notice, document: paused } }, settingsFor('user'))).toEqual([
    'Reconnect',
    'Reconnect automatically',
  ]);
});

test('nothing is offered that would do nothing', () => {
  const told = toldTo('user', contents.maintenance);
  expect(buttonsOf(told, settingsFor('user'))).toEqual(['Check status', 'Try again', 'Dismiss']);
  // Before Retry-After is over the service is not asked again, whoever wants it.
  const held = { ...told, notice: { ...told.notice, document: paused } };
  expect(buttonsOf(held, settingsFor('user'))).toEqual(['Check status', 'Dismiss']);
});

describe('the table of ux.md', () => {
  test.each<
    [
      kinds: readonly NoticeKind[],
      severity: string,
      delay: number,
      away: 'no' | 'collapses' | 'day' | 'session',
      form: string,
    ]
  >([
    [
      ['missing-token', 'forbidden', 'invalid-name', 'not-permitted', 'misconfigured', 'token-unavailable'],
      'critical',
      0,
      'no',
      'page',
    ],
    [['session-expired'], 'warning', 0, 'no', 'banner'],
    [['connection-limit', 'document-limit', 'document-full'], 'warning', 0, 'collapses', 'page'],
    [['rate-limit', 'busy'], 'warning', 0, 'collapses', 'banner'],
    [['offline'], 'warning', 1_000, 'collapses', 'banner'],
    [['reconnecting'], 'info', 5_000, 'collapses', 'banner'],
    [['unreachable'], 'warning', 60_000, 'collapses', 'banner'],
    [['degraded'], 'warning', 0, 'day', 'banner'],
    [['maintenance'], 'info', 0, 'session', 'banner'],
    [['redirect'], 'info', 2_000, 'collapses', 'indicator'],
  ])('%s: %s, after %i ms, put away: %s, as a %s', (kinds, severity, delay, away, form) => {
    for (const kind of kinds) {
      const content = ALL.find((each) => each.kind === kind);
      expect(NOTICES[kind]).toMatchObject({ severity, delay, form, isTerminal: away === 'no' });
      expect(content?.dismissal !== undefined).toBe(away === 'day' || away === 'session');
    }
  });

  test('what interrupts is what a person has to know before going on', () => {
    expect(ALL.filter(({ isUrgent }) => isUrgent).map(({ kind }) => kind)).toEqual([
      'forbidden',
      'not-permitted',
      'missing-token',
      'token-unavailable',
      'misconfigured',
      'session-expired',
    ]);
  });

  test('what matters most comes first', () => {
    const order = Object.keys(NOTICES);
    const asWritten = [
      ...['forbidden', 'missing-token', 'invalid-name', 'offline', 'session-expired', 'document-full'],
      ...[
        'connection-limit',
        'document-limit',
        'rate-limit',
        'maintenance',
        'degraded',
        'reconnecting',
        'redirect',
      ],
    ];
    expect(order.filter((kind) => asWritten.includes(kind))).toEqual(asWritten);
  });
});
