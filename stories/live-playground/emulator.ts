import {
  ADMIN_ROUTES,
  type AdminClose,
  type AdminHandshakes,
  type AdminState,
  type AdminToken,
  type AdminTokenClaims,
  type Fault,
} from '../../src/emulator/admin-routes.ts';

/** An embedded emulator as a page sees it: where it is, and where to ask for tokens. */
export interface EmulatorInfo {
  /** ws origin of the first region. */
  readonly url: string;
  readonly regions: Readonly<Record<string, { readonly url: string; readonly httpUrl: string }>>;
  readonly dashboardUrl: string;
  /** The token endpoint of the dev server, which stands for an app's backend. */
  readonly tokenUrl: string;
}

/** Where the dev server tells of its emulator. */
const INFO_URL = '/__wiresocket';

/**
 * Finds the emulator that was started with Storybook.
 *
 * @param infoUrl - default: that of the dev server
 * @returns `null` where there is none, as in a static build
 */
export async function findEmulator(infoUrl = INFO_URL): Promise<EmulatorInfo | null> {
  // Not even asked for in a build: the browser would report what it does not find.
  if (import.meta.env.PROD) return null;
  const answer = await fetch(infoUrl);
  return answer.ok ? ((await answer.json()) as EmulatorInfo) : null;
}

/** The admin API of an emulator, for one document. */
export interface EmulatorControls {
  /** Closes the document's live sockets. */
  close(code: number, reason?: string): Promise<void>;
  fail(fault: Fault): Promise<void>;
  /** Undoes every fault that this document meets, whoever made it. Those of other documents last. */
  recover(): Promise<void>;
  /** Issues a token that is other than usual. */
  tokenWith(claims: AdminTokenClaims): Promise<string>;
  /** How many handshakes there were for the document. */
  handshakes(): Promise<number>;
  /** The documents that are live, those in their grace period included: how many are in which. */
  sessions(): Promise<Readonly<Record<string, number>>>;
  /** How many connections there are, over all documents. */
  connections(): Promise<number>;
}

/** @param documentName - what {@link EmulatorControls.close} is about */
export function controlsOf(
  { dashboardUrl }: Pick<EmulatorInfo, 'dashboardUrl'>,
  documentName: string,
): EmulatorControls {
  async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${dashboardUrl}${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await answer.text();
    // Another page may have removed it meanwhile.
    const isGone = method === 'DELETE' && answer.status === 404;
    if (!answer.ok && !isGone) throw new Error(`The emulator refused ${method} ${path}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  async function sessions(): Promise<Readonly<Record<string, number>>> {
    const { regions } = (await call('GET', ADMIN_ROUTES.state)) as AdminState;
    const all = Object.values(regions).flatMap((region) => region.sessions);
    return Object.fromEntries(all.map(({ documentName, connections }) => [documentName, connections]));
  }

  return {
    async close(code, reason) {
      const asked: AdminClose = { documentName, code, ...(reason !== undefined && { reason }) };
      await call('POST', ADMIN_ROUTES.close, asked);
    },
    async fail(fault) {
      await call('POST', ADMIN_ROUTES.faults, fault);
    },
    async recover() {
      const { faults } = (await call('GET', ADMIN_ROUTES.state)) as AdminState;
      const ours = faults.filter(({ fault }) => [undefined, documentName].includes(fault.documentName));
      await Promise.all(ours.map(({ id }) => call('DELETE', `${ADMIN_ROUTES.faults}/${id}`)));
    },
    async tokenWith(claims) {
      const { access_token } = (await call('POST', ADMIN_ROUTES.tokens, claims)) as AdminToken;
      return access_token;
    },
    async handshakes() {
      const { handshakes } = (await call('GET', ADMIN_ROUTES.handshakes)) as AdminHandshakes;
      return handshakes.filter((handshake) => handshake.documentName === documentName).length;
    },
    sessions,
    connections: async () => Object.values(await sessions()).reduce((sum, count) => sum + count, 0),
  };
}
