import type { HttpPlane } from './problem.ts';

/** Where the service's documentation lives. The paths below are relative to it. */
export const DOCS_ORIGIN = 'https://docs.wiresocket.com';

/** The table of close codes. */
export const CLOSE_CODE_DOCS = '/error-reference#websocket-close-codes';

/** The tables of HTTP errors, one a plane. */
export const HTTP_ERROR_DOCS: Readonly<Record<HttpPlane, string>> = {
  dashboard: '/error-reference#dashboard-api-errors',
  dataplane: '/error-reference#dataplane-http-errors',
};

/** How a token gets into the handshake. */
export const TOKEN_DOCS = '/authentication';

/** How a token is renewed. */
export const RENEWAL_DOCS = '/authentication#token-renewal';

/** How a client follows a redirect to another region. */
export const REDIRECT_DOCS = '/data-plane/dataplane#connect-and-catch';
