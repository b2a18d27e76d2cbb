import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';
import type { HttpFault } from './fault.ts';

/** A request, as a route sees it. */
export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The IP address of the client. */
  readonly address: string;
  /** @throws HttpFailure 413 for one that is too big */
  body(): Promise<string>;
}

/** What is answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether pages may read it. Default: they may. */
  readonly cors?: boolean;
}

/** Answers one listener's requests. `null`: there is nothing of that name; `cut`: the connection ends without an answer. */
export type HttpRoute = (request: HttpRequest) => Promise<HttpAnswer | 'cut' | null>;

/** A failure that is an answer: thrown where it is noticed, sent by the listener. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly answer: HttpAnswer;

  constructor(answer: HttpAnswer) {
    super(`HTTP ${answer.status}`);
    this.answer = answer;
  }
}

/** Nothing here may be cached: it is about this moment. */
export function json(
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}

/**
 * An `application/problem+json`.
 *
 * @param detail - what was wrong, and what to do; never holds a token
 * @param retryAfter - seconds, or text of any kind; none where it is absent
 */
export function problem(status: number, detail: string, retryAfter?: number | string): HttpAnswer {
  const title = STATUS_CODES[status] ?? 'Error';
  return json({ title, status, detail }, status, {
    'Content-Type': 'application/problem+json',
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
  });
}

/** What a fault answers. */
export function answerOf({ status, retryAfter, body, cors }: HttpFault): HttpAnswer {
  const answer = { ...problem(status, 'A fault made on purpose.', retryAfter), cors: cors ?? true };
  if (body === undefined) return answer;
  const type = isJson(body) ? 'application/json' : 'text/html';
  return { ...answer, headers: { ...answer.headers, 'Content-Type': type }, body };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
