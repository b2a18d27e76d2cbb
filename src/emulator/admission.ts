import { isDocumentName } from '../protocol/document-name.ts';
import type { PlanLimits } from '../protocol/token-claims.ts';
import { documentedReason, type ReasonFacts } from './close-reason.ts';
import type { Service } from './service.ts';

/** A handshake whose token is good. */
export interface Applicant {
  /** `null`: the address names no one document. */
  readonly documentName: string | null;
  readonly region: string;
  readonly limits: Partial<PlanLimits>;
}

/** One who may join: the address names a document. */
export interface AdmittedApplicant extends Applicant {
  readonly documentName: string;
}

/**
 * Whether one more may join a document, in the order of the service's checks: name, region,
 * connections, documents, users.
 *
 * @returns the close code that says why not, or 0
 */
export function admissionCode(service: Service, applicant: Applicant): number {
  const { documentName, region, limits } = applicant;
  const { sessions } = service;
  if (documentName === null || !isDocumentName(documentName)) return 4007;
  const session = sessions.get(documentName);
  if (session !== undefined && session.region !== region) return 4009;
  if (sessions.connections() >= limitOf(limits.maxConnections)) return 4004;
  if (session === undefined && sessions.documents() >= limitOf(limits.maxDocuments)) return 4005;
  if ((session?.peers.size ?? 0) >= limitOf(limits.maxUsersPerDoc)) return 4008;
  return 0;
}

function limitOf(limit: number | undefined): number {
  return limit ?? Number.POSITIVE_INFINITY;
}

/** The documented reason of a close code, told of this service as it is now. */
export function reasonFor(service: Service, code: number, applicant: Applicant): string {
  return documentedReason(code, factsOf(service, applicant));
}

function factsOf(service: Service, applicant: Applicant): ReasonFacts {
  const { sessions, regionUrls } = service;
  const { documentName, region, limits } = applicant;
  const session = sessions.get(documentName ?? '');
  const pinnedElsewhere = session !== undefined && session.region !== region;
  const pinnedUrl = pinnedElsewhere ? regionUrls.get(session.region) : undefined;
  return {
    limits,
    documentName: documentName ?? '',
    connections: sessions.connections(),
    documents: sessions.documents(),
    users: session?.peers.size ?? 0,
    operations: service.operationsIn(region).count(),
    redirectTo: pinnedUrl ?? service.otherRegionUrl(region),
  };
}
