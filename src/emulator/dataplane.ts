import { isDocumentName } from '../protocol/document-name.ts';
import type { PlanLimits } from '../protocol/token-claims.ts';
import { usageLevelOf } from '../protocol/usage-level.ts';
import { checkAccess, requestToken } from './access.ts';
import type { FaultyEndpoint } from './fault.ts';
import {
  answerOf,
  type HttpAnswer,
  HttpFailure,
  type HttpRequest,
  type HttpRoute,
  json,
  problem,
} from './http-answer.ts';
import { metricsOf } from './metrics.ts';
import { PER_IP_RETRY_AFTER } from './per-ip-limits.ts';
import type { Service } from './service.ts';

/**
 * The HTTP side of one region: `GET /discovery`, `GET /usage`, `GET /health`, `GET /metrics`.
 *
 * @see https://docs.wiresocket.com/data-plane/dataplane
 */
export function createDataplane(service: Service, region: string): HttpRoute {
  const routes: Readonly<Record<string, (request: HttpRequest) => Promise<HttpAnswer>>> = {
    '/discovery': discovery,
    '/usage': usage,
    '/health': health,
    '/metrics': metrics,
  };

  async function discovery(request: HttpRequest): Promise<HttpAnswer> {
    limitPerIp(request, 'discovery');
    const documentName = request.query.get('documentName');
    failOnPurpose('discovery', documentName);
    await authorize(request);
    if (!documentName) throw new HttpFailure(problem(400, 'Missing `documentName` parameter.'));
    if (!isDocumentName(documentName)) {
      throw new HttpFailure(problem(400, '`documentName`: letters, digits, - and _ only, at most 255.'));
    }
    const session = service.sessions.get(documentName);
    const pinned = session?.region ?? region;
    const url = `${service.regionUrls.get(pinned)}/${documentName}`;
    return json({ region: pinned, url, isNew: session === undefined });
  }

  async function usage(request: HttpRequest): Promise<HttpAnswer> {
    limitPerIp(request, 'usage');
    failOnPurpose('usage', null);
    const limits = await authorize(request);
    const { tenantId, appId } = service.credentials;
    return json({
      tenantId,
      appId,
      usage: {
        connections: usageOf(service.sessions.connections(), limits.maxConnections),
        documents: usageOf(service.sessions.documents(), limits.maxDocuments),
      },
      timestamp: new Date().toISOString(),
    });
  }

  async function health(): Promise<HttpAnswer> {
    const timestamp = new Date().toISOString();
    const fault = service.faults.takeHttp('health', null);
    if (fault === null) return json({ status: 'healthy', timestamp });
    const answer = answerOf(fault);
    if (fault.status !== 503 || fault.body !== undefined) return answer;
    // A node that is not well says so in the same shape.
    return { ...answer, body: JSON.stringify({ status: 'overloaded', timestamp }) };
  }

  async function metrics(request: HttpRequest): Promise<HttpAnswer> {
    await authorize(request);
    const headers = {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-store',
    };
    return { status: 200, headers, body: metricsOf(service, region) };
  }

  function limitPerIp({ address }: HttpRequest, bucket: 'discovery' | 'usage'): void {
    if (service.perIp.take(bucket, address)) return;
    throw new HttpFailure(
      problem(429, `Too many requests to /${bucket} from this address.`, PER_IP_RETRY_AFTER),
    );
  }

  function failOnPurpose(endpoint: FaultyEndpoint, documentName: string | null): void {
    const fault = service.faults.takeHttp(endpoint, documentName);
    if (fault !== null) throw new HttpFailure(answerOf(fault));
  }

  async function authorize({ headers, query }: HttpRequest): Promise<Partial<PlanLimits>> {
    const access = await checkAccess(service, requestToken(headers, query), headers.origin);
    if (access.refused === null) return access.limits;
    throw new HttpFailure(problem(401, 'JWT is missing or invalid.'));
  }

  return async (request) => {
    const route = request.method === 'GET' ? routes[request.path] : undefined;
    if (route === undefined) return null;
    const documentName = request.query.get('documentName');
    if (service.faults.takeCut(documentName)) return 'cut';
    await service.timers.wait(service.faults.takeDelay(documentName));
    return route(request);
  };
}

/** A limit that the token does not have is `null`, and never near. */
function usageOf(current: number, limit: number | undefined) {
  // Of a limit of 0 everything is in use.
  const percent = limit === undefined ? 0 : limit === 0 ? 100 : Math.floor((100 * current) / limit);
  return { current, limit: limit ?? null, percent, status: usageLevelOf(percent) };
}
