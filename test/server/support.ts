import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import {
  createTokenHandler,
  type TokenHandlerError,
  type TokenHandlerOptions,
} from '../../src/server/index.ts';

/** A handler, what it says to its app, and what it asks of the token endpoint. */
export interface Backend {
  /** Asks it. Default: a plain POST. */
  post(init?: RequestInit): Promise<Answer>;
  readonly errors: TokenHandlerError[];
  /** The forms that went to the token endpoint. */
  readonly asked: URLSearchParams[];
  /** Moves its clock on by so many ms. */
  skip(ms: number): void;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export const CREDENTIALS = { clientId: 'client-4711', clientSecret: 's3cret/&=+ ü' } as const;

export function backend(options: Partial<TokenHandlerOptions>): Backend {
  const errors: TokenHandlerError[] = [];
  const asked: URLSearchParams[] = [];
  let skipped = 0;
  const spy: typeof fetch = async (url, init) => {
    asked.push(new URLSearchParams(String(init?.body)));
    return fetch(url, init);
  };
  const handler = createTokenHandler({
    ...CREDENTIALS,
    authorize: () => true,
    fetch: spy,
    now: () => Date.now() + skipped,
    onError: (error) => errors.push(error),
    ...options,
  });
  return {
    errors,
    asked,
    post: async (init) =>
      read(await handler(new Request('http://app.test/api/token', { method: 'POST', ...init }))),
    skip(ms) {
      skipped += ms;
    },
  };
}

/** Of an emulator. */
export function backendOf(emulator: Emulator, options: Partial<TokenHandlerOptions> = {}): Backend {
  return backend({ ...accessTo(emulator), ...options });
}

export function accessTo({ dashboardUrl, credentials }: Emulator) {
  return {
    clientId: credentials.clientId,
    clientSecret: credentials.clientSecret,
    tokenUrl: `${dashboardUrl}/connect/token`,
  };
}

async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: answer.status, headers: answer.headers, text, body };
}

/** Checks everything about a problem that is the same for all of them. */
export function expectProblem(answer: Answer, status: number): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(answer.body).toEqual({
    type: expect.stringMatching(/^(about:blank|https:\/\/docs\.wiresocket\.com\/)/),
    title: expect.stringMatching(/\w/),
    status,
    detail: expect.stringMatching(/\w.*\.$/),
  });
}

/** A token endpoint on this machine that answers as it is told; ends with the test. */
export async function startUpstream(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/connect/token`;
}

/** An address of this machine where nothing listens. */
export async function deadUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/connect/token`;
}

/** One that always answers the same. */
export function startUpstreamWith(
  body: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  return startUpstream((_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
  });
}

/** Everything that an error shows, to whoever looks. */
export function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const fields = Object.getOwnPropertyNames(error).map((name) => String(Reflect.get(error, name)));
  return [String(error), ...fields, error.cause === undefined ? '' : everythingIn(error.cause)].join('\n');
}
