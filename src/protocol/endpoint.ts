/**
 * `new URL` without its exception.
 *
 * @returns the parsed URL, or `null` where the text is none
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Whether a hostname, as `URL` spells it, is this machine. Only there may a socket be unencrypted. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$|\.localhost$/.test(hostname);
}

/**
 * Checks an address that a developer wrote down for a dataplane.
 *
 * @param endpoint - like `wss://eu-central-1.wiresocket.net`
 * @returns it without a trailing slash
 * @throws TypeError where it is no socket address, is not encrypted, or has parts that it may not have
 */
export function checkEndpoint(endpoint: unknown): string {
  const url = typeof endpoint === 'string' ? parseUrl(endpoint) : null;
  const refuse = (problem: string) => {
    const shown = url === null ? typeof endpoint : `${url.protocol}//${url.host}${url.pathname}`;
    return new TypeError(`WireSocket endpoint (${shown}): ${problem} Use wss://{region}.wiresocket.net.`);
  };
  if (url === null) throw refuse('not an address.');
  if (url.protocol !== 'wss:' && url.protocol !== 'ws:') throw refuse('not a WebSocket address.');
  if (url.protocol === 'ws:' && !isLoopback(url.hostname)) {
    throw refuse('ws: would send tokens unencrypted, and is for this machine only.');
  }
  if (url.username || url.password || url.search || url.hash) {
    throw refuse('it may not have credentials, a query or a fragment.');
  }
  return url.href.replace(/\/+$/, '');
}

/** The HTTP address of a dataplane, from that of its sockets. */
export function httpUrl(endpoint: string): string {
  return endpoint.replace(/^ws/, 'http');
}
