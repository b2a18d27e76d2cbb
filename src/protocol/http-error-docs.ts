import type { HttpPlane } from './problem.ts';

/** The words of the service's documentation about one HTTP status. */
export interface HttpErrorDocs {
  /** The status with its reason phrase. */
  readonly name: string;
  /** What happened. */
  readonly description: string;
  /** What the documentation says to do about it. */
  readonly action: string;
}

/**
 * The documented HTTP errors of both planes in the documentation's own words.
 *
 * @see https://docs.wiresocket.com/error-reference#dashboard-api-errors
 * @see https://docs.wiresocket.com/error-reference#dataplane-http-errors
 */
export const HTTP_ERROR_DOCUMENTATION = {
  dashboard: {
    400: {
      name: '400 Bad Request',
      description: 'Missing or malformed request parameters',
      action:
        'Check required fields — `grant_type`, `client_id`, `documentName`, etc. Do not retry automatically.',
    },
    401: {
      name: '401 Unauthorized',
      description: 'API key or token is missing or invalid',
      action: 'Verify your `client_id` and `client_secret`. Re-authenticate if needed.',
    },
    403: {
      name: '403 Forbidden',
      description: 'Your account lacks permission for this operation',
      action: 'Check your plan supports this feature. Contact support if unexpected.',
    },
    429: {
      name: '429 Too Many Requests',
      description: 'Dashboard management API rate limit hit',
      action: 'Back off and retry with exponential backoff. Do not hammer the endpoint.',
    },
    503: {
      name: '503 Service Unavailable',
      description: 'Dashboard is under maintenance',
      action: 'Use the dataplane directly with a cached JWT. Monitor status.wiresocket.com for updates.',
    },
  },
  dataplane: {
    400: {
      name: '400 Bad Request',
      description: 'Missing `documentName` parameter',
      action: 'Ensure `documentName` is included in the query string.',
    },
    401: {
      name: '401 Unauthorized',
      description: 'JWT is missing or invalid',
      action: 'Re-authenticate and retry with a fresh token.',
    },
    503: {
      name: '503 Service Unavailable',
      description: 'Node is degraded or overloaded',
      action: 'Retry with backoff using the `Retry-After` header value.',
    },
  },
} as const satisfies Readonly<Record<HttpPlane, Readonly<Record<number, HttpErrorDocs>>>>;
