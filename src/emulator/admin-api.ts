import { isLoopback, parseUrl } from '../protocol/endpoint.ts';
import { readToken, type TokenClaims } from '../protocol/token-claims.ts';
import {
  ADMIN_ROUTES,
  type AdminClosed,
  type AdminFaultAdded,
  type AdminHandshakes,
  type AdminKeyRotated,
  type AdminLimits,
  type AdminState,
  type AdminToken,
} from './admin-routes.ts';
import { closeDocument } from './close-document.ts';
import { checkFault } from './fault-input.ts';
import {
  type HttpAnswer,
  HttpFailure,
  type HttpRequest,
  type HttpRoute,
  json,
  problem,
} from './http-answer.ts';
import type { Service } from './service.ts';

type Fields = Readonly<Record<string, unknown>>;
type Handler = (fields: Fields) => HttpAnswer | Promise<HttpAnswer>;

/** What is removed one at a time, by the id at the end of its path. */
interface Removal {
  readonly what: string;
  readonly route: string;
  /** @returns whether there was one */
  remove(id: string): boolean;
}

/**
 * The admin API: what the `Emulator` object does, for a page. No delay or fault holds it up.
 *
 * | request | body | answer |
 * | --- | --- | --- |
 * | `POST /admin/close` | `{ documentName, code, reason? }` | `{ closed }` |
 * | `POST /admin/faults` | a `Fault` | 201 `{ id }` |
 * | `DELETE /admin/faults/{id}` | | 204, or 404 |
 * | `DELETE /admin/faults` | | 204 |
 * | `POST /admin/limits` | some of `PlanLimits`, `null` for no limit | `{ limits }` |
 * | `POST /admin/keys` | `{}` | 201 `{ id }`, of the key that signed before |
 * | `DELETE /admin/keys/{id}` | | 204: that key is retired; or 404 |
 * | `POST /admin/tokens` | some claims, or `{}` | `{ access_token, expires_in }` |
 * | `GET /admin/handshakes` | | `{ handshakes }` |
 * | `GET /admin/state` | | `{ regions, limits, faults }` |
 *
 * Bodies are `application/json`, else 415. Bad input is a 400 that says what is wrong. A page may ask
 * where it comes from this machine itself: a stranger's page that is open in a browser here, which
 * reaches loopback as well, also by a name of its own, is answered with 403. An emulator that listens
 * elsewhere than on loopback answers every page.
 */
export function createAdminApi(service: Service): HttpRoute {
  const handlers: Readonly<Record<string, Handler>> = {
    [`POST ${ADMIN_ROUTES.close}`]: ({ documentName, code, reason }) => {
      const closed = closeDocument(
        service,
        text(documentName, 'documentName'),
        number(code, 'code'),
        checkReason(reason),
      );
      return json({ closed } satisfies AdminClosed);
    },
    [`POST ${ADMIN_ROUTES.faults}`]: (fields) =>
      json({ id: service.faults.add(checkFault(fields)) } satisfies AdminFaultAdded, 201),
    [`DELETE ${ADMIN_ROUTES.faults}`]: () => {
      service.faults.clear();
      return NO_CONTENT;
    },
    [`POST ${ADMIN_ROUTES.limits}`]: (fields) => {
      service.setLimits(fields);
      return json({ limits: service.limits() } satisfies AdminLimits);
    },
    [`POST ${ADMIN_ROUTES.keys}`]: async () =>
      json({ id: await service.keys.rotate() } satisfies AdminKeyRotated, 201),
    [`POST ${ADMIN_ROUTES.tokens}`]: issueToken,
    [`GET ${ADMIN_ROUTES.handshakes}`]: () =>
      json({ handshakes: service.handshakes.records } satisfies AdminHandshakes),
    [`GET ${ADMIN_ROUTES.state}`]: () => json(stateOf(service)),
  };

  async function issueToken(claims: Fields): Promise<HttpAnswer> {
    const token = await service.issueToken(claims as Partial<TokenClaims>);
    const { expiresAt } = readToken(token);
    const left =
      expiresAt === null ? service.settings.tokenLifetime : Math.round((expiresAt - Date.now()) / 1000);
    return json({ access_token: token, expires_in: left } satisfies AdminToken);
  }

  const removals: readonly Removal[] = [
    { what: 'fault', route: ADMIN_ROUTES.faults, remove: service.faults.remove },
    { what: 'old key', route: ADMIN_ROUTES.keys, remove: service.keys.retire },
  ];

  /** @returns `null` where nothing is removed by such a path */
  function removeBy(path: string): HttpAnswer | null {
    const removal = removals.find(({ route }) => path.startsWith(`${route}/`));
    if (removal === undefined) return null;
    const id = path.slice(removal.route.length + 1);
    return removal.remove(id) ? NO_CONTENT : problem(404, `No ${removal.what} has the id ${id}.`);
  }

  return async (request) => {
    if (!mayAsk(request, service.settings.host)) {
      return problem(403, 'The admin API answers pages of this machine only.');
    }
    const { method, path } = request;
    const handler = handlers[`${method} ${path}`];
    if (handler === undefined) return method === 'DELETE' ? removeBy(path) : null;
    const fields = method === 'POST' ? await readFields(request) : {};
    return refusingBadInput(() => handler(fields));
  };
}

const NO_CONTENT: HttpAnswer = { status: 204, headers: {}, body: '' };

function stateOf({ regionUrls, sessions, limits, faults }: Service): AdminState {
  const regions = [...regionUrls].map(([region, url]) => [
    region,
    {
      url,
      sessions: sessions
        .all()
        .filter((session) => session.region === region)
        .map(({ documentName, peers }) => ({ documentName, connections: peers.size })),
    },
  ]);
  return { regions: Object.fromEntries(regions), limits: limits(), faults: faults.list() };
}

function mayAsk({ headers }: HttpRequest, host: string): boolean {
  if (!isLoopback(host) && host !== '::1') return true;
  // A page need not say where it comes from when it asks its own host: whose name may lead here.
  const asked = headers.host === undefined ? undefined : `http://${headers.host}`;
  return [headers.origin, asked].every(
    (address) => address === undefined || isLoopback(parseUrl(address)?.hostname ?? ''),
  );
}

async function readFields(request: HttpRequest): Promise<Fields> {
  // A page may post a form or plain text to any address without being asked; JSON it may not.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new HttpFailure(problem(415, 'The body is application/json.'));
  }
  const body = parseJson(await request.body());
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Fields;
  throw new HttpFailure(problem(400, 'The body is a JSON object.'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function refusingBadInput(run: () => HttpAnswer | Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof RangeError) return problem(400, error.message);
    throw error;
  }
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new RangeError(`${name} is text, and is needed.`);
}

function number(value: unknown, name: string): number {
  if (typeof value === 'number') return value;
  throw new RangeError(`${name} is a number, and is needed.`);
}

/** Unlike other texts it may be empty: a close without a reason. */
function checkReason(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new RangeError('reason is text, or left out.');
}
