import type { IncomingHttpHeaders } from 'node:http';
import type { JWTPayload } from 'jose';
import type { PlanLimits } from '../protocol/token-claims.ts';
import { limitsOf } from './limits.ts';
import type { Service } from './service.ts';

/** What a token lets its bearer do, or the close code that says why it does not. */
export type Access =
  | { readonly refused: null; readonly limits: Partial<PlanLimits> }
  | { readonly refused: 4001 | 4002 | 4003 };

/** Verifies a token, and that it is for this application and this page. */
export async function checkAccess(service: Service, token: string | null, origin?: string): Promise<Access> {
  if (token === null) return { refused: 4001 };
  const claims = await service.tokens.verify(token, service.issuer());
  if (claims === null) return { refused: 4002 };
  const { tenantId, appId } = service.credentials;
  if (claims.tenantid !== tenantId || claims.appId !== appId) return { refused: 4003 };
  if (!isAllowedOrigin(claims, origin)) return { refused: 4003 };
  return { refused: null, limits: limitsOf(claims.limits) };
}

/** Only browsers send an origin. A token that names no domain is good for all. */
function isAllowedOrigin(claims: JWTPayload, origin: string | undefined): boolean {
  const domains = [1, 2, 3]
    .map((number) => claims[`allowed_domain_${number}`])
    .filter((domain) => typeof domain === 'string' && domain !== '')
    .map((domain) => withoutProtocol(String(domain)));
  return origin === undefined || domains.length === 0 || domains.includes(withoutProtocol(origin));
}

function withoutProtocol(address: string): string {
  return address
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/\/+$/, '');
}

/** The subprotocols that announce a token, which is the one after them. */
const TOKEN_PROTOCOLS: readonly string[] = ['access_token', 'Bearer'];

/** The token of a handshake: in a subprotocol, in the query, or in the header; `null` where there is none. */
export function handshakeToken(headers: IncomingHttpHeaders, query: URLSearchParams): string | null {
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  const announced = protocols.findIndex((protocol) => TOKEN_PROTOCOLS.includes(protocol));
  const token = announced < 0 ? undefined : protocols[announced + 1];
  return token || requestToken(headers, query);
}

/** The token of an HTTP request; `null` where there is none. */
export function requestToken(headers: IncomingHttpHeaders, query: URLSearchParams): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return query.get('token') || query.get('access_token') || bearer || null;
}

/** Which of the offered subprotocols the server answers with. A browser fails without an answer. */
export function selectProtocol(offered: ReadonlySet<string>): string | false {
  const protocols = [...offered];
  return protocols.find((protocol) => TOKEN_PROTOCOLS.includes(protocol)) ?? protocols[0] ?? false;
}
