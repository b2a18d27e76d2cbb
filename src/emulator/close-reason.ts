import { CLOSE_CODE_DOCUMENTATION } from '../protocol/close-code-docs.ts';
import type { PlanLimits } from '../protocol/token-claims.ts';

/** What a close frame has room for, in bytes of UTF-8. */
export const MAX_REASON_BYTES = 123;

/** What the documented reasons tell. */
export interface ReasonFacts {
  /** Of the token that the session or the handshake came with. */
  readonly limits: Partial<PlanLimits>;
  /** What is in use, which is also what a limit is told as where the token has none. */
  readonly connections: number;
  readonly documents: number;
  readonly users: number;
  readonly operations: number;
  /** For 4009: the socket's origin of the other region. */
  readonly redirectTo: string;
  readonly documentName: string;
}

/**
 * The documented reason of a close, at most {@link MAX_REASON_BYTES} long.
 *
 * @param code - the close code; empty for one that is not among the nine
 * @see https://docs.wiresocket.com/error-reference#websocket-close-codes
 */
export function documentedReason(code: number, facts: ReasonFacts): string {
  const { limits } = facts;
  switch (code) {
    case 4001:
    case 4002:
    case 4003:
    case 4007:
      return CLOSE_CODE_DOCUMENTATION[code].description;
    case 4004:
      return `Connection limit exceeded: ${limits.maxConnections ?? inUse(facts.connections)}`;
    case 4005:
      return `Document limit exceeded: ${limits.maxDocuments ?? inUse(facts.documents)} (active: ${facts.documents})`;
    case 4006:
      return `Rate limit exceeded: ${limits.opsPerMinute ?? inUse(facts.operations)} ops/min`;
    case 4008:
      return `Document user limit exceeded: ${limits.maxUsersPerDoc ?? inUse(facts.users)}`;
    case 4009:
      return redirect(facts.redirectTo, facts.documentName);
    default:
      return '';
  }
}

/** Told as a limit, 0 would be a plan that lets nobody in. */
function inUse(count: number): number {
  return Math.max(count, 1);
}

/** With the document's name where there is room for it, else without: never a name that is cut. */
function redirect(origin: string, documentName: string): string {
  const whole = `REDIRECT:${origin}/${encodeURIComponent(documentName)}`;
  return Buffer.byteLength(whole) <= MAX_REASON_BYTES ? whole : fitReason(`REDIRECT:${origin}`);
}

/** Cuts a reason to what a close frame has room for, between two characters. */
export function fitReason(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= MAX_REASON_BYTES) return bytes.toString();
  // The bytes that continue a character are 10xxxxxx: go back to the one that begins it.
  let end = MAX_REASON_BYTES;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString();
}
