import { describe, expect, test } from 'vitest';
import { noteOn } from '../../../src/components/notice/developer-notes.ts';
import { NOTICES, type NoticeKind } from '../../../src/components/notice/notice-kind.ts';
import type { Notice } from '../../../src/components/notice/notice-watch.ts';
import { type Problem, problemFromClose, problemFromStatus } from '../../../src/core.ts';
import { en } from '../../../src/messages/en.ts';
import copy from './copy.en.json' with { type: 'json' };

/** All that the components can say in English. */
const SAID = new Set(
  Object.values(en.messages).flatMap((message) =>
    typeof message === 'string' ? [message] : Object.values(message),
  ),
);

/** A countdown is a sentence of its own, so that it alone changes. */
function sentencesOf(text: string): readonly string[] {
  const countdown = / (?:Reconnecting|Trying again) in \{time\}\.$/.exec(text)?.[0];
  return countdown === undefined ? [text] : [text.slice(0, -countdown.length), countdown.trim()];
}

/** What whoever builds the app reads, by row. */
const PROBLEMS: Readonly<Record<string, readonly [NoticeKind, Problem]>> = {
  '4001': ['missing-token', problemFromClose(4001)],
  '4002 (only after silent refresh failed)': ['session-expired', problemFromClose(4002)],
  '4003': ['forbidden', problemFromClose(4003)],
  '4004': ['connection-limit', problemFromClose(4004)],
  '4005': ['document-limit', problemFromClose(4005)],
  '4006': ['rate-limit', problemFromClose(4006)],
  '4007': ['invalid-name', problemFromClose(4007)],
  '4008': ['document-full', problemFromClose(4008)],
  '4009': ['redirect', problemFromClose(4009)],
  offline: ['offline', problemFromClose(1006)],
  reconnecting: ['reconnecting', problemFromClose(1006)],
  'degraded (503 + Retry-After)': ['degraded', problemFromStatus('dataplane', 503)],
  maintenance: ['maintenance', problemFromStatus('dashboard', 503)],
  'token 400': ['misconfigured', problemFromStatus('dashboard', 400)],
  'token 401 (from the app: use 4002 copy)': ['session-expired', problemFromStatus('dashboard', 401)],
  'token 403 (from the app)': ['not-permitted', problemFromStatus('dashboard', 403)],
  'token 429': ['busy', problemFromStatus('dashboard', 429)],
};

function noteFor(kind: NoticeKind, problem: Problem): string {
  const { severity, isTerminal, form } = NOTICES[kind];
  const notice = { kind, problem, severity, canCollapse: !isTerminal, placement: form, since: 0 } as Notice;
  return noteOn(notice, { status: 'idle' }, 0);
}

describe.each(copy.rows)('$id', (row) => {
  test('is said as it is written', () => {
    const texts = [row, row.admin ?? {}].flatMap(
      ({ title = '', body = '', primary = '', secondary = '' }: Partial<typeof row>) => [
        ...sentencesOf(title),
        ...sentencesOf(body),
        primary.replace('(when paused) ', ''),
        secondary,
      ],
    );
    expect(texts.filter((text) => text !== '' && !SAID.has(text))).toEqual([]);
  });
});

test.each(Object.entries(PROBLEMS))(
  'the note for developers on %s is as it is written',
  (id, [kind, problem]) => {
    expect(noteFor(kind, problem)).toBe(copy.rows.find((row) => row.id === id)?.developer);
  },
);

test('the sentence about work, and what is said when all is well, are as they are written', () => {
  const { recovered, reconnected, 'work.none': none, 'work.some.tab': some, ...rest } = copy;
  const counted = [reconnected, rest['work.tab'], rest['work.device']].flatMap((forms) =>
    Object.values(forms),
  );
  for (const text of [recovered, none, some, ...counted]) expect(SAID).toContain(text);
});

test('a note for developers is filled with what is known', () => {
  const connection = {
    status: 'waiting',
    retryAt: 12_400,
    earliestRetryAt: 0,
    attempt: 3,
    problem: problemFromClose(1006),
  } as const;
  const notice = { kind: 'reconnecting', problem: connection.problem, since: 0 } as Notice;
  expect(noteOn(notice, connection, 2_000)).toContain('attempt 3, next in 11 s.');
  expect(noteOn({ ...notice, kind: 'unreachable' }, connection, 0)).toBe(
    '3 failed attempts since 1970-01-01T00:00:00.000Z; last close 1006.',
  );
  const moved = problemFromClose(4009, 'REDIRECT:wss://us-east-1.wiresocket.net/notes?token=secret');
  expect(noteOn({ ...notice, kind: 'redirect', problem: moved }, connection, 0)).toContain(
    'REDIRECT to us-east-1.wiresocket.net.',
  );
});

describe('nothing that people read has', () => {
  const userTexts = [...SAID];
  test.each([
    ['the name of the vendor', /wiresocket/i],
    ['a close code', /\b[14]\d{3}\b/],
    ['“error”, “please” or “saved”', /\b(?:error|please|saved?)\b/i],
    ['an exclamation mark', /!/],
  ])('%s', (_, pattern) => {
    expect(userTexts.filter((text) => pattern.test(text))).toEqual([]);
  });
});
