/** The embedded emulator as a page sees it: where it is, how to sign in, and how to make things go wrong. */
export interface EmulatorInfo {
  /** ws origin of the first region. */
  readonly url: string;
  readonly regions: Readonly<Record<string, { readonly url: string; readonly httpUrl: string }>>;
  readonly dashboardUrl: string;
}

/** The token endpoint of the Storybook server, which stands for an app's backend. */
export const TOKEN_URL = '/__wiresocket/token';

/**
 * Finds the emulator that was started with Storybook.
 *
 * @throws Error where there is none, as in a static build
 */
export async function findEmulator(): Promise<EmulatorInfo> {
  const answer = await fetch('/__wiresocket');
  if (!answer.ok) throw new Error(`No emulator here (${answer.status}).`);
  return (await answer.json()) as EmulatorInfo;
}

/** What can be made to go wrong, in the terms of the emulator's admin API. */
export type Fault = (
  | {
      readonly handshake:
        | { readonly code: number }
        | { readonly status: number; readonly retryAfter?: number }
        | 'silence';
    }
  | { readonly http: 'token' | 'discovery'; readonly status: number; readonly retryAfter?: number }
  | { readonly delay: number }
) & { readonly documentName: string; readonly times?: number };

/** The admin API of an emulator, for one document. */
export interface EmulatorControls {
  /** Closes the document's live sockets. */
  close(code: number, reason?: string): Promise<void>;
  fail(fault: Fault): Promise<void>;
  /** Undoes every fault. */
  recover(): Promise<void>;
  /** Issues a token whose plan has these limits. */
  tokenWith(limits: Readonly<Record<string, number>>): Promise<string>;
}

export function controlsOf({ dashboardUrl }: EmulatorInfo, documentName: string): EmulatorControls {
  async function call(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${dashboardUrl}/admin/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The emulator refused ${method} ${path}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  return {
    async close(code, reason) {
      await call('POST', 'close', { documentName, code, ...(reason !== undefined && { reason }) });
    },
    async fail(fault) {
      await call('POST', 'faults', fault);
    },
    async recover() {
      await call('DELETE', 'faults');
    },
    async tokenWith(limits) {
      const answer = (await call('POST', 'tokens', { limits })) as { access_token: string };
      return answer.access_token;
    },
  };
}
