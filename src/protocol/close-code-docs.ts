/**
 * What the known close codes are called: the nine in the service's documentation, the standard ones in RFC 6455
 * and the IANA registry, the rest by self-hosted servers.
 */
export const CLOSE_CODE_NAMES: Readonly<Record<number, string>> = {
  4001: 'Missing Token',
  4002: 'Invalid Token',
  4003: 'Forbidden',
  4004: 'Connection Limit',
  4005: 'Document Limit',
  4006: 'Rate Limit',
  4007: 'Invalid Name',
  4008: 'Users Per Doc',
  4009: 'Wrong Region',

  1000: 'Normal Closure',
  1001: 'Going Away',
  1002: 'Protocol Error',
  1003: 'Unsupported Data',
  1005: 'No Status Received',
  1006: 'Abnormal Closure',
  1007: 'Invalid Payload',
  1008: 'Policy Violation',
  1009: 'Message Too Big',
  1010: 'Mandatory Extension',
  1011: 'Internal Error',
  1012: 'Service Restart',
  1013: 'Try Again Later',

  4205: 'Reset Connection',
  4401: 'Unauthorized',
  4403: 'Forbidden',
  4408: 'Connection Timeout',
};

/** The words of the service's documentation about one close code. */
export interface CloseCodeDocs {
  /** What happened. */
  readonly description: string;
  /** What the documentation says to do about it. */
  readonly action: string;
}

/**
 * The nine documented close codes in the documentation's own words, for developer-facing detail.
 *
 * @see https://docs.wiresocket.com/error-reference#websocket-close-codes
 */
export const CLOSE_CODE_DOCUMENTATION = {
  4001: {
    description: 'No JWT was provided in the handshake',
    action: 'Add the token via subprotocol, query parameter, or Auth header.',
  },
  4002: {
    description: 'Token is expired, malformed, or has an invalid signature',
    action: 'Refresh the token using your refresh token and reconnect.',
  },
  4003: {
    description: 'Token does not match the tenant or application being accessed',
    action: 'Verify your `client_id` and `appId` are correct for this environment.',
  },
  4004: {
    description: 'Application has hit its total concurrent connection cap',
    action: 'Implement graceful degradation in your UI. Consider upgrading your plan.',
  },
  4005: {
    description: 'Application has hit its total active document cap',
    action: 'Close unused document sessions. Consider upgrading your plan.',
  },
  4006: {
    description: 'Operations per minute threshold exceeded',
    action: 'Back off and reconnect after 30 seconds. Consider upgrading your plan.',
  },
  4007: {
    description: 'Document name violates naming rules',
    action: 'Use alphanumeric characters, hyphens, and underscores only. Max 255 characters.',
  },
  4008: {
    description: 'Too many concurrent users on this document',
    action: 'Notify the user the document is full. Consider upgrading your plan.',
  },
  4009: {
    description: 'Document is active in another region',
    action: 'Parse the `REDIRECT:` URL from the close reason and reconnect.',
  },
} as const satisfies Readonly<Record<number, CloseCodeDocs>>;
