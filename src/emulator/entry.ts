import { readToken } from '../protocol/token-claims.ts';
import { checkAccess } from './access.ts';
import { type AdmittedApplicant, admissionCode, reasonFor } from './admission.ts';
import type { HandshakeFault } from './fault.ts';
import { SILENCE } from './handshake-log.ts';
import { limitsOf } from './limits.ts';
import type { Service } from './service.ts';

/** One who asks to be let into a document: with a handshake, or with a message over a socket that is open. */
export interface Visitor {
  /** `null`: what was asked for names no one document. */
  readonly documentName: string | null;
  /** For the log, and for the faults: as it was asked for where it names no one document. */
  readonly shownName: string;
  readonly token: string | null;
  /** Only browsers send one. */
  readonly origin: string | undefined;
  readonly region: string;
}

/** What a visitor is answered. */
export type Answer =
  | { readonly type: 'enter'; readonly applicant: AdmittedApplicant }
  | { readonly type: 'close'; readonly code: number; readonly reason: string }
  /** With an HTTP status; without a close frame where the socket is open already, and HTTP over. */
  | { readonly type: 'refuse'; readonly status: number; readonly retryAfter?: number | undefined }
  | { readonly type: 'silence' };

/**
 * Lets a visitor in, or tells why not, in the order of the service's checks.
 *
 * @param answer - called once, in the turn in which the answer was found: whoever is let in has to join
 *   in it, since two must not get the last place both
 */
export async function askForEntry(
  service: Service,
  visitor: Visitor,
  answer: (answer: Answer) => void,
): Promise<void> {
  const { documentName, shownName, token, origin, region } = visitor;
  const fault = service.faults.takeHandshake(shownName);
  if (fault !== null) return answer(answerFor(service, visitor, fault));
  const access = await checkAccess(service, token, origin);
  const applicant = { documentName, region, limits: access.refused === null ? access.limits : {} };
  const code = access.refused ?? admissionCode(service, applicant);
  if (code === 0 && documentName !== null)
    return answer({ type: 'enter', applicant: { ...applicant, documentName } });
  answer({ type: 'close', code, reason: reasonFor(service, code, applicant) });
}

function answerFor(service: Service, visitor: Visitor, fault: HandshakeFault): Answer {
  if (fault === 'silence') return { type: 'silence' };
  if ('status' in fault) return { type: 'refuse', ...fault };
  const { documentName, region, token } = visitor;
  // Not verified, and good enough for what the reason says.
  const limits = limitsOf(readToken(token ?? '').limits);
  const reason = fault.reason ?? reasonFor(service, fault.code, { documentName, region, limits });
  return { type: 'close', code: fault.code, reason };
}

/** What the log says of an answer. */
export function outcomeOf(answer: Answer): number {
  switch (answer.type) {
    case 'enter':
      return 0;
    case 'close':
      return answer.code;
    case 'refuse':
      return answer.status;
    case 'silence':
      return SILENCE;
  }
}
