import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type HttpAnswer, HttpFailure, type HttpRequest, type HttpRoute, problem } from './http-answer.ts';

/** One port that is listened on. */
export interface HttpListener {
  readonly server: Server;
  readonly port: number;
  /** Cuts every connection, also those that became sockets, and gives the port back. */
  close(): Promise<void>;
}

/** Pages of any origin may ask, and may see when to try again. */
const CORS: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After',
};
const PREFLIGHT: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Max-Age': '600',
};

/** Bytes. Nothing that is asked here is big. */
const MAX_BODY = 1_000_000;

/**
 * Listens.
 *
 * @param port - 0 for a free one
 * @throws Error with the `code` of the system, such as `EADDRINUSE`, that says which port it was
 */
export function listen(host: string, port: number, route: HttpRoute): Promise<HttpListener> {
  const server = createServer((request, response) => {
    void respond(route, request, response);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });

  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  }

  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, () => {
      resolve({ server, port: (server.address() as AddressInfo).port, close });
    });
  });
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  const why =
    cause.code === 'EADDRINUSE'
      ? 'is in use: pass another port, or none for a free one'
      : `cannot be listened on (${cause.code ?? cause.message})`;
  const what = port === 0 ? host : `Port ${port} on ${host}`;
  return Object.assign(new Error(`${what} ${why}.`, { cause }), { code: cause.code });
}

async function respond(route: HttpRoute, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on('error', () => {});
  const answer = await answerTo(route, incoming);
  if (answer === 'cut') incoming.destroy();
  if (answer === 'cut' || response.destroyed) return;
  const { status, headers, body, cors = true } = answer;
  response.writeHead(status, { ...(cors && CORS), ...headers });
  response.end(body);
}

async function answerTo(route: HttpRoute, incoming: IncomingMessage): Promise<HttpAnswer | 'cut'> {
  if (incoming.method === 'OPTIONS') return { status: 204, headers: PREFLIGHT, body: '' };
  const request = requestOf(incoming);
  try {
    return (await route(request)) ?? problem(404, `Nothing at ${request.method} ${request.path}.`);
  } catch (error) {
    return error instanceof HttpFailure ? error.answer : problem(500, 'The emulator failed.');
  }
}

function requestOf(incoming: IncomingMessage): HttpRequest {
  const { path, query } = splitUrl(incoming.url);
  return {
    // The answer to a HEAD is that to a GET; Node keeps its body back.
    method: incoming.method === 'HEAD' ? 'GET' : (incoming.method ?? 'GET'),
    path,
    query,
    headers: incoming.headers,
    address: incoming.socket.remoteAddress ?? '',
    body: () => readBody(incoming),
  };
}

/** Not `URL`, which would resolve dots and slashes that the name rule is to see. */
export function splitUrl(url = '/'): { readonly path: string; readonly query: URLSearchParams } {
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, query: new URLSearchParams() };
  return { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark)) };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // One that is too big is read to its end nevertheless: the client's next request comes behind it.
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  if (size > MAX_BODY) throw new HttpFailure(problem(413, `A body holds at most ${MAX_BODY} bytes.`));
  return Buffer.concat(chunks).toString();
}
