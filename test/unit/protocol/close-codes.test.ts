import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLOSE_CODE_NAMES } from '../../../src/protocol/close-code-docs.ts';
import { CLOSE_CODES } from '../../../src/protocol/close-codes.ts';
import { problemFromClose } from '../../../src/protocol/problem.ts';

const TABLE = 'https://docs.wiresocket.com/error-reference#websocket-close-codes';

/** Code, name in the documentation or in RFC 6455, kind, who can end it, where the documentation says what to do. */
const KNOWN = [
  [4001, 'Missing Token', 'missing-token', 'developer', 'https://docs.wiresocket.com/authentication'],
  [
    4002,
    'Invalid Token',
    'invalid-token',
    'user',
    'https://docs.wiresocket.com/authentication#token-renewal',
  ],
  [4003, 'Forbidden', 'forbidden', 'developer', TABLE],
  [4004, 'Connection Limit', 'connection-limit', 'admin', TABLE],
  [4005, 'Document Limit', 'document-limit', 'user', TABLE],
  [4006, 'Rate Limit', 'rate-limit', 'automatic', TABLE],
  [4007, 'Invalid Name', 'invalid-name', 'developer', TABLE],
  [4008, 'Users Per Doc', 'document-full', 'admin', TABLE],
  [
    4009,
    'Wrong Region',
    'wrong-region',
    'automatic',
    'https://docs.wiresocket.com/data-plane/dataplane#connect-and-catch',
  ],
  [1000, 'Normal Closure', 'connection-lost', 'automatic', TABLE],
  [1001, 'Going Away', 'server-restart', 'automatic', TABLE],
  [1002, 'Protocol Error', 'protocol-error', 'developer', TABLE],
  [1003, 'Unsupported Data', 'protocol-error', 'developer', TABLE],
  [1005, 'No Status Received', 'connection-lost', 'automatic', TABLE],
  [1006, 'Abnormal Closure', 'connection-lost', 'automatic', TABLE],
  [1007, 'Invalid Payload', 'protocol-error', 'developer', TABLE],
  [1008, 'Policy Violation', 'protocol-error', 'developer', TABLE],
  [1009, 'Message Too Big', 'message-too-big', 'developer', TABLE],
  [1010, 'Mandatory Extension', 'protocol-error', 'developer', TABLE],
  [1011, 'Internal Error', 'connection-lost', 'automatic', TABLE],
  [1012, 'Service Restart', 'server-restart', 'automatic', TABLE],
  [1013, 'Try Again Later', 'overloaded', 'automatic', TABLE],
  [4205, 'Reset Connection', 'server-restart', 'automatic', TABLE],
  [4401, 'Unauthorized', 'invalid-token', 'user', TABLE],
  [4403, 'Forbidden', 'forbidden', 'developer', TABLE],
  [4408, 'Connection Timeout', 'server-restart', 'automatic', TABLE],
] as const;

test.each(KNOWN)('close code %i (%s) is a problem of kind %s', (code, name, kind, recovery, docsUrl) => {
  expect(CLOSE_CODE_NAMES[code]).toBe(name);
  expect(problemFromClose(code, 'why')).toMatchObject({
    kind,
    source: 'close',
    code,
    reason: 'why',
    recovery,
    docsUrl,
  });
});

test('no close code is known beside those of the table', () => {
  expect(Object.keys(CLOSE_CODE_NAMES)).toEqual(Object.keys(CLOSE_CODES));
  expect(Object.keys(CLOSE_CODES).map(Number).sort()).toEqual(KNOWN.map(([code]) => code).sort());
});

test.each([0, -1, 999, 1004, 1014, 1015, 2999, 3000, 3999, 4000, 4010, 4100, 4400, 4999, 5000, Number.NaN])(
  'close code %d, which nobody documented, is kept with its number and reason',
  (code) => {
    expect(problemFromClose(code, 'because')).toEqual({
      kind: 'unknown',
      source: 'close',
      code,
      reason: 'because',
      recovery: 'automatic',
      docsUrl: TABLE,
    });
  },
);

test('a close without a reason has an empty one', () => {
  expect(problemFromClose(1006).reason).toBe('');
});

test('the limits of the documented reasons are read', () => {
  expect(problemFromClose(4004, 'Connection limit exceeded: 25')).toMatchObject({ limit: 25 });
  expect(problemFromClose(4005, 'Document limit exceeded: 10 (active: 12)')).toMatchObject({
    limit: 10,
    active: 12,
  });
  expect(problemFromClose(4006, 'Rate limit exceeded: 600 ops/min')).toMatchObject({ limit: 600 });
  expect(problemFromClose(4008, 'Document user limit exceeded: 2')).toMatchObject({ limit: 2 });
  expect(problemFromClose(4009, 'REDIRECT:wss://us-east-1.wiresocket.net/notes')).toMatchObject({
    url: 'wss://us-east-1.wiresocket.net',
  });
});

test('a limit, an active count, a redirect and a wait that are not told are null', () => {
  expect(problemFromClose(4004, '')).toMatchObject({ limit: null });
  expect(problemFromClose(4005, '')).toMatchObject({ limit: null, active: null });
  expect(problemFromClose(4006, '')).toMatchObject({ limit: null });
  expect(problemFromClose(4008, '')).toMatchObject({ limit: null });
  expect(problemFromClose(4009, '')).toMatchObject({ url: null });
  expect(problemFromClose(1013, '')).toMatchObject({ retryAfter: null });
});

test('any code with any reason is some problem', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.double()), fc.string({ unit: 'binary' }), (code, reason) => {
      const problem = problemFromClose(code, reason);
      expect(problem.source).toBe('close');
      expect(problem.code).toBe(code);
      expect(problem.docsUrl).toMatch(/^https:\/\/docs\.wiresocket\.com\//);
    }),
  );
});
