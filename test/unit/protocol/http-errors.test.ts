import { expect, test } from 'vitest';
import { ownProblem, problemFromStatus } from '../../../src/protocol/problem.ts';
import { problemOfError, WireSocketError } from '../../../src/protocol/wiresocket-error.ts';

const DASHBOARD = 'https://docs.wiresocket.com/error-reference#dashboard-api-errors';
const DATAPLANE = 'https://docs.wiresocket.com/error-reference#dataplane-http-errors';

test.each([
  ['dashboard', 400, 'bad-request', 'developer', DASHBOARD],
  ['dashboard', 401, 'unauthorized', 'user', DASHBOARD],
  ['dashboard', 403, 'not-permitted', 'user', DASHBOARD],
  ['dashboard', 429, 'too-many-requests', 'automatic', DASHBOARD],
  ['dashboard', 503, 'maintenance', 'automatic', DASHBOARD],
  ['dataplane', 400, 'bad-request', 'developer', DATAPLANE],
  ['dataplane', 401, 'unauthorized', 'user', DATAPLANE],
  ['dataplane', 403, 'not-permitted', 'user', DATAPLANE],
  ['dataplane', 429, 'too-many-requests', 'automatic', DATAPLANE],
  ['dataplane', 503, 'overloaded', 'automatic', DATAPLANE],
] as const)('%s %i is a problem of kind %s', (plane, status, kind, recovery, docsUrl) => {
  expect(problemFromStatus(plane, status, 'why')).toMatchObject({
    kind,
    source: plane,
    code: status,
    reason: 'why',
    recovery,
    docsUrl,
  });
});

test.each([404, 418, 500, 502, 504, 0])('HTTP status %i, which nobody documented, is kept', (status) => {
  expect(problemFromStatus('dataplane', status, 'why')).toEqual({
    kind: 'unknown',
    source: 'dataplane',
    code: status,
    reason: 'why',
    recovery: 'automatic',
    docsUrl: DATAPLANE,
  });
});

test.each([
  ['dashboard', 429],
  ['dashboard', 503],
  ['dataplane', 429],
  ['dataplane', 503],
] as const)('%s %i keeps the Retry-After, and null where it was not told', (plane, status) => {
  expect(problemFromStatus(plane, status, '', 7)).toMatchObject({ retryAfter: 7 });
  expect(problemFromStatus(plane, status)).toMatchObject({ retryAfter: null });
});

test.each([600, 601, 31_536_000, Number.POSITIVE_INFINITY])(
  'a Retry-After of %i s is 10 minutes, and the reason says so',
  (retryAfter) => {
    expect(problemFromStatus('dashboard', 503, 'Maintenance.', retryAfter)).toMatchObject({
      retryAfter: 600,
      reason: 'Maintenance. Retry-After counts for 10 minutes at most.',
    });
  },
);

test.each([
  ['offline', 'network', 'automatic'],
  ['unreachable', 'network', 'automatic'],
  ['connection-lost', 'network', 'automatic'],
  ['untrusted-redirect', 'client', 'developer'],
  ['redirect-loop', 'client', 'automatic'],
  ['missing-token', 'client', 'developer'],
  ['token-unavailable', 'client', 'developer'],
  ['protocol-error', 'client', 'developer'],
  ['invalid-name', 'client', 'developer'],
  ['forbidden', 'client', 'developer'],
] as const)('a problem of kind %s that the kit finds comes from the %s', (kind, source, recovery) => {
  expect(ownProblem(kind, 'why')).toMatchObject({ kind, source, recovery, code: null, reason: 'why' });
  expect(ownProblem(kind, 'why', 1006).code).toBe(1006);
});

test('an error tells its problem, and says the kind, the code and the reason', () => {
  const problem = problemFromStatus('dashboard', 401, 'invalid_client');
  const error = new WireSocketError(problem);
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe('WireSocketError');
  expect(error.message).toBe('unauthorized (401): invalid_client');
  expect(problemOfError(error)).toBe(problem);
  expect(new WireSocketError(ownProblem('offline', 'No network.')).message).toBe('offline: No network.');
});

test.each([[new TypeError('fetch failed')], ['text'], [null], [undefined], [{}]])(
  'anything else that was thrown (%s) is unreachable',
  (error) => {
    expect(problemOfError(error)).toMatchObject({ kind: 'unreachable', source: 'network', code: null });
  },
);

test('an error that cannot be turned into a text is unreachable, too', () => {
  expect(problemOfError(Object.create(null)).kind).toBe('unreachable');
});
