import { isLoopback, parseUrl } from './endpoint.ts';

const PREFIX = 'REDIRECT:';

/**
 * The address that the reason of a 4009 names.
 *
 * Only its origin can be relied on: a close reason holds at most 123 bytes, so the path may be absent
 * or cut, and is dropped here. So are credentials and a query, which a redirect has no use for.
 *
 * @param reason - the close reason, any string
 * @returns the origin, like `wss://us-east-1.wiresocket.net`, or `null` where there is no usable one
 * @see https://docs.wiresocket.com/data-plane/dataplane#connect-and-catch
 */
export function parseRedirect(reason: string): string | null {
  return reason.startsWith(PREFIX) ? socketOrigin(reason.slice(PREFIX.length)) : null;
}

/**
 * The origin of a socket's address, from a redirect or from discovery.
 *
 * @returns it without a trailing slash, or `null` where the text is no socket address
 */
export function socketOrigin(address: string): string | null {
  const url = parseUrl(address);
  return url?.protocol === 'wss:' || url?.protocol === 'ws:' ? `${url.protocol}//${url.host}` : null;
}

/**
 * The region that an address names, as in `wss://eu-central-1.wiresocket.net`.
 *
 * @param origin - of a socket
 * @returns `null` where it names none
 */
export function regionOf(origin: string): string | null {
  return /^wss:\/\/([a-z]+(?:-[a-z]+)+-\d+)\.wiresocket\.net(?:[:/]|$)/.exec(origin)?.[1] ?? null;
}

/**
 * Whether a token may be sent to an address: it has to be encrypted, except on loopback, and its host
 * has to be one of those trusted.
 *
 * @param origin - of a socket, from {@link parseRedirect} or {@link socketOrigin}
 * @param trustedHosts - `host` matches that hostname on any port, `host:port` on that port only,
 *   `*.host` every subdomain of it
 */
export function isTrusted(origin: string, trustedHosts: readonly string[]): boolean {
  const { protocol, hostname, port } = new URL(origin);
  if (protocol !== 'wss:' && !isLoopback(hostname)) return false;
  const onPort = `:${port || (protocol === 'wss:' ? 443 : 80)}`;
  return trustedHosts.some((entry) => {
    const [, name = '', entryPort = onPort] = /^(.*?)(:\d+)?$/.exec(entry.toLowerCase()) ?? [];
    return (
      entryPort === onPort && (name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : hostname === name)
    );
  });
}
