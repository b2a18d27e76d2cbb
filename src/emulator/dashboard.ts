import { createAdminApi } from './admin-api.ts';
import { type HttpAnswer, type HttpRequest, type HttpRoute, json, problem } from './http-answer.ts';
import { PER_IP_RETRY_AFTER } from './per-ip-limits.ts';
import type { Service } from './service.ts';
import { createTokenEndpoint } from './token-endpoint.ts';

/**
 * The control plane: `POST /connect/token`, `GET /{tenantId}/.well-known/jwks`, and what only an
 * emulator has, the admin API.
 */
export function createDashboard(service: Service): HttpRoute {
  const tokenEndpoint = createTokenEndpoint(service);
  const adminApi = createAdminApi(service);
  const jwksPath = `/${service.credentials.tenantId}/.well-known/jwks`;

  function jwks({ address }: HttpRequest): HttpAnswer {
    if (service.perIp.take('jwks', address)) return json(service.keys.jwks());
    return problem(429, 'Too many requests for the keys from this address.', PER_IP_RETRY_AFTER);
  }

  return async (request) => {
    if (request.path.startsWith('/admin/')) return adminApi(request);
    const asked = `${request.method} ${request.path}`;
    if (asked !== 'POST /connect/token' && asked !== `GET ${jwksPath}`) return null;
    await service.timers.wait(service.faults.takeDelay(null));
    return request.method === 'POST' ? tokenEndpoint(request) : jwks(request);
  };
}
