import type { HttpPlane, ProblemKind, Recovery } from './problem.ts';

/** What the service documents about one HTTP status. */
export interface HttpError {
  /** The kind of problem that an answer with this status is. */
  readonly kind: ProblemKind;
  /** Who can put an end to it. */
  readonly recovery: Recovery;
}

const shared: Readonly<Record<number, HttpError>> = {
  400: { kind: 'bad-request', recovery: 'developer' },
  401: { kind: 'unauthorized', recovery: 'user' },
  403: { kind: 'not-permitted', recovery: 'user' },
  429: { kind: 'too-many-requests', recovery: 'automatic' },
};

/**
 * The HTTP statuses of both planes. They differ in one row: 503 is maintenance on the Dashboard and a
 * degraded or overloaded node on the dataplane. A status that is not here is `unknown`.
 *
 * @see https://docs.wiresocket.com/error-reference#dashboard-api-errors
 * @see https://docs.wiresocket.com/error-reference#dataplane-http-errors
 */
export const HTTP_ERRORS: Readonly<Record<HttpPlane, Readonly<Record<number, HttpError>>>> = {
  dashboard: { ...shared, 503: { kind: 'maintenance', recovery: 'automatic' } },
  dataplane: { ...shared, 503: { kind: 'overloaded', recovery: 'automatic' } },
};
