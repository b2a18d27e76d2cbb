import type { ConnectionState } from '../../connection/state.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { NoticeKind } from './notice-kind.ts';
import type { Notice } from './notice-watch.ts';

/** What whoever builds the app has to know of a kind of notice: the cause, and the fix. */
const OF_KINDS: Readonly<Record<NoticeKind, string>> = {
  'missing-token':
    "4001 Missing Token: the handshake carried no JWT. Send it as the subprotocol pair ['access_token', jwt]. Don’t retry until getToken() returns a string.",
  'session-expired':
    '4002 Invalid Token: expired, malformed or bad signature. Refresh once, reconnect once. Refresh tokens are single-use and last 7 days; two tabs racing a refresh is the usual cause. Check aud=WireSocket.API and clock skew.',
  forbidden:
    '4003 Forbidden: the token’s tenant/app doesn’t match. Check client_id, appId and environment; check allowed_domain_1..3 against this Origin. WireSocket has no per-document permissions, so this is configuration. Don’t retry.',
  'connection-limit':
    "4004 Connection Limit ('Connection limit exceeded: <LIMIT>'): maxConnections is app-wide and concurrent, enforced at handshake; open sessions aren’t dropped. Retry with jitter; share one socket across documents.",
  'document-limit':
    "4005 Document Limit ('Document limit exceeded: <LIMIT> (active: <COUNT>)'): a document counts until its last client leaves plus a 10 s grace. Call provider.destroy() for hidden documents.",
  'rate-limit':
    "4006 Rate Limit ('Rate limit exceeded: <LIMIT> ops/min'): back off 30 s plus jitter; batch with Y.transact or the provider’s flushDelay. The WebSocket page describes the same code as per-IP request frequency.",
  'invalid-name':
    '4007 Invalid Name: must match ^[A-Za-z0-9_-]{1,255}$. Encode or hash ids before connecting. Don’t retry. If users can’t rename, pass canRename={false}.',
  'document-full':
    "4008 Users Per Doc ('Document user limit exceeded: <LIMIT>'): enforced at handshake, so nothing has synced for this client. Offer a read-only snapshot from your own storage.",
  redirect:
    '4009 Wrong Region: followed REDIRECT to {host}. Accept only wss:// on allowed hosts, at most 3 hops; call /discovery first to avoid it.',
  offline: "navigator.onLine=false; retry on the 'online' event.",
  reconnecting:
    'close 1006/1001/1011/1012; attempt {n}, next in {time}. 1006 also hides handshake 401/429/503: probe /health.',
  unreachable: '{n} failed attempts since {since}; last close {code}.',
  degraded:
    '503 degraded/overloaded. Retry-After={s}. Unreadable cross-origin unless Access-Control-Expose-Headers lists it: fall back to 60 s with jitter.',
  maintenance:
    '503 from api.wiresocket.com: keep the cached JWT (15 min), use the data plane directly, back off.',
  'not-permitted': 'Your token endpoint refused this user; or, from WireSocket, the plan lacks the feature.',
  busy: '429: honour Retry-After (60 s), exponential backoff, cache the token for its 15 min.',
  // Several problems are one of these to people. Their own reason says the rest.
  misconfigured: '',
  'token-unavailable': '',
};

const OF_PROBLEMS: { readonly [Kind in Problem['kind']]?: string } = {
  'bad-request': 'Token endpoint 400: check grant_type, client_id, scope. Don’t retry.',
  unauthorized: 'Token endpoint 401: client_id/client_secret or refresh token invalid.',
};

/**
 * What whoever builds the app has to know of a notice. What is not known of it is left as a placeholder.
 *
 * @param now - ms since the epoch
 */
export function noteOn({ kind, problem, since }: Notice, connection: ConnectionState, now: number): string {
  const retryAt = connection.status === 'waiting' ? connection.retryAt : null;
  const values: Readonly<Record<string, string | number | null | undefined>> = {
    n: 'attempt' in connection ? connection.attempt : null,
    time: retryAt === null ? null : `${Math.max(Math.ceil((retryAt - now) / 1000), 0)} s`,
    since: new Date(since).toISOString(),
    code: problem.code,
    s: 'retryAfter' in problem ? problem.retryAfter : null,
    host: 'url' in problem && problem.url !== null ? new URL(problem.url).host : null,
  };
  const note = OF_PROBLEMS[problem.kind] ?? OF_KINDS[kind];
  return note.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}
