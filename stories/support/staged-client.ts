import { createWireSocketClient, type WireSocketClient, type WireSocketDocument } from '../../src/index.ts';
import { createDevice } from './device.ts';
import { createStagedService, type StagedPerson } from './staged-service.ts';
import type { StagedSocket } from './staged-socket.ts';
import type { Trouble } from './trouble.ts';

/** What happens on a stage. */
export interface Plot {
  readonly documentName?: string | undefined;
  readonly trouble?: Trouble | undefined;
  /** When it goes wrong. Default: after the first sync. */
  readonly begins?: 'before-sync' | 'after-sync' | undefined;
  /** What the person types as soon as it has gone wrong. */
  readonly typed?: string | undefined;
  /** What the document holds. */
  readonly text?: string | undefined;
  /** Other documents that this app has open. Nothing goes wrong with them. */
  readonly others?: readonly string[] | undefined;
  /** Who else is in the document. */
  readonly people?: readonly StagedPerson[] | undefined;
  /** What `/usage` answers for connections and documents: how many of how many. */
  readonly usage?: Readonly<Record<'connections' | 'documents', UsageAnswer>> | undefined;
  /** What `/health` answers. */
  readonly health?: 'healthy' | 'degraded' | 'overloaded' | undefined;
}

/** `limit` is left out where the plan has none. */
export type UsageAnswer = readonly [current: number, limit?: number];

/** A real client, with a service in this page at its other end. */
export interface Stage {
  readonly documentName: string;
  readonly others: readonly string[];
  readonly client: WireSocketClient;
  /** The document that it is about, once it is open. */
  document(): WireSocketDocument;
  /** Whether what is to go wrong at first has gone wrong. */
  hasBegun(): boolean;
  /** Something goes wrong, from now on. */
  begin(trouble: Trouble): void;
  /** All is well again, from the next attempt on. */
  recover(): void;
  /** What `/usage` answers from now on. */
  setUsage(usage: NonNullable<Plot['usage']>): void;
  end(): void;
}

const TEXT =
  'Quarterly plan\n\n1. Ship the new editor.\n2. Invite the whole team to it.\n3. Retire the old one in spring.\n';

const EASE = { connections: [12, 100], documents: [3, 20] } as const;

/** Makes a client of its own for one story. No server is needed, so it works in a static build. */
export function createStage(plot: Plot): Stage {
  const { documentName = 'quarterly-plan', begins = 'after-sync', others = [] } = plot;
  const device = createDevice();
  let usage = plot.usage ?? EASE;
  let tokens = 0;
  let trouble: Trouble | null = null;
  let isStarting = plot.trouble !== undefined;
  let hasBegun = plot.trouble === undefined || begins === 'before-sync';

  const service = createStagedService({
    text: plot.text ?? TEXT,
    people: plot.people ?? [],
    admits: (name) => !isAbout(name) || (trouble?.type !== 'refused' && trouble?.type !== 'offline'),
    answers: (name) => !isAbout(name) || trouble === null,
    opened(socket) {
      if (isAbout(socket.documentName)) interrupt(socket);
    },
    synced(socket) {
      if (!isStarting || !isAbout(socket.documentName) || plot.trouble === undefined) return;
      isStarting = false;
      const { trouble: first } = plot;
      // The client has to take in what it was sent before it goes wrong.
      setTimeout(() => begin(first));
    },
  });

  // The tabs of a browser share what polls find, by the address: no two stages may have the same.
  const endpoint = `wss://stage-${crypto.randomUUID()}.test`;
  const client = createWireSocketClient({
    endpoint,
    WebSocket: service.WebSocket,
    environment: device,
    // The same wait every time.
    random: () => 0.5,
    getAccessToken({ documentName: name }) {
      if (trouble?.type === 'token' && (name === null || isAbout(name))) throw refusal(trouble);
      tokens += 1;
      return `staged-token-${tokens}`;
    },
    fetch: async (url) => answer(new URL(String(url)).pathname),
  });

  function isAbout(name: string): boolean {
    return name === documentName;
  }

  function interrupt(socket: StagedSocket): void {
    if (trouble?.type !== 'close') return;
    const { code, reason = '' } = trouble;
    // A code arrives in a frame of its own, after the handshake.
    setTimeout(() => socket.shut(code, reason));
  }

  function begin(next: Trouble): void {
    trouble = next;
    hasBegun = true;
    device.setOnline(next.type !== 'offline');
    if (next.type === 'close') service.shut(documentName, next.code, next.reason ?? '');
    else if (next.type !== 'silence') service.shut(documentName, 1006, '');
    if (plot.typed === undefined) return;
    const text = document().doc.getText('notes');
    text.insert(text.length, plot.typed);
  }

  function document(): WireSocketDocument {
    const found = client.documents.getState().find(({ name }) => name === documentName);
    if (found === undefined) throw new Error(`The document "${documentName}" is not open on this stage.`);
    return found;
  }

  function answer(path: string): Response {
    switch (path) {
      case '/usage':
        return Response.json({
          tenantId: 'staged',
          appId: 'staged',
          usage: { connections: describe(usage.connections), documents: describe(usage.documents) },
          timestamp: new Date().toISOString(),
        });
      case '/health': {
        const status = plot.health ?? 'healthy';
        const code = status === 'healthy' ? 200 : 503;
        return Response.json({ status, timestamp: new Date().toISOString() }, { status: code });
      }
      case '/discovery':
        if (trouble?.type === 'refused') throw new TypeError('Failed to fetch');
        return Response.json({ region: 'eu', url: `${endpoint}/${documentName}`, isNew: false });
      default:
        return new Response(null, { status: 404 });
    }
  }

  if (begins === 'before-sync' && plot.trouble !== undefined) {
    isStarting = false;
    trouble = plot.trouble;
    device.setOnline(trouble.type !== 'offline');
  }

  return {
    documentName,
    others,
    client,
    document,
    hasBegun: () => hasBegun,
    begin,
    recover() {
      trouble = null;
      device.setOnline(true);
    },
    setUsage(next) {
      usage = next;
    },
    end() {
      client.destroy();
      service.end();
    },
  };
}

function describe([current, limit]: UsageAnswer): object {
  return limit === undefined ? { current } : { current, limit };
}

/** What `fetchAccessToken` throws. */
function refusal({ status, retryAfter }: Extract<Trouble, { type: 'token' }>): Error {
  return Object.assign(new Error('The token endpoint refused.'), { status, retryAfter });
}
