import type { Fault, FaultyEndpoint, HandshakeFault, HttpFault, ProxyFault, UpgradeFault } from './fault.ts';

/** A fault that is in force. */
export interface ActiveFault {
  readonly id: string;
  readonly fault: Fault;
  /** How often it will be met yet; `null`: until undone. */
  readonly timesLeft: number | null;
}

/** The faults in force. The newest that fits is the one that is met. */
export interface FaultList {
  /** @returns its id */
  add(fault: Fault): string;
  /** @returns whether there was one */
  remove(id: string): boolean;
  clear(): void;
  list(): readonly ActiveFault[];
  /** What this handshake meets, counted as met. */
  takeHandshake(documentName: string): HandshakeFault | null;
  /** The same for an upgrade that may be of a Hocuspocus client: only what refuses the upgrade itself. */
  takeUpgrade(documentName: string): UpgradeFault | null;
  /** What this HTTP request meets, counted as met. */
  takeHttp(endpoint: FaultyEndpoint, documentName: string | null): HttpFault | null;
  /** What the proxy in front does to this handshake, counted as met. */
  takeProxy(documentName: string): ProxyFault | null;
  /** Whether it cuts this HTTP request off, counted as met. */
  takeCut(documentName: string | null): boolean;
  /** How late, in ms, this handshake, HTTP answer or message is, counted as met. */
  takeDelay(documentName: string | null): number;
}

interface Entry {
  readonly id: string;
  readonly fault: Fault;
  timesLeft: number;
}

export function createFaultList(): FaultList {
  let entries: readonly Entry[] = [];
  let count = 0;

  function remove(id: string): boolean {
    const before = entries.length;
    entries = entries.filter((entry) => entry.id !== id);
    return entries.length < before;
  }

  function take<T extends Fault>(documentName: string | null, fits: (fault: Fault) => fault is T): T | null {
    for (const entry of entries) {
      const { fault } = entry;
      if (!fits(fault)) continue;
      if (fault.documentName !== undefined && fault.documentName !== documentName) continue;
      entry.timesLeft -= 1;
      if (entry.timesLeft <= 0) remove(entry.id);
      return fault;
    }
    return null;
  }

  return {
    remove,
    add(fault) {
      count += 1;
      const entry: Entry = {
        id: `fault-${count}`,
        fault,
        timesLeft: fault.times ?? Number.POSITIVE_INFINITY,
      };
      entries = [entry, ...entries];
      return entry.id;
    },
    clear() {
      entries = [];
    },
    list: () =>
      entries.map(({ id, fault, timesLeft }) => ({
        id,
        fault,
        timesLeft: Number.isFinite(timesLeft) ? timesLeft : null,
      })),
    takeHandshake: (documentName) => take(documentName, isHandshakeFault)?.handshake ?? null,
    takeUpgrade: (documentName) => take(documentName, isUpgradeFault)?.handshake ?? null,
    takeHttp: (endpoint, documentName) =>
      take(documentName, (fault): fault is HttpFault => 'http' in fault && fault.http === endpoint),
    takeProxy: (documentName) => take(documentName, isProxyFault)?.proxy ?? null,
    takeCut: (documentName) =>
      take(
        documentName,
        (fault): fault is Fault & { proxy: 'cuts' } => isProxyFault(fault) && fault.proxy === 'cuts',
      ) !== null,
    takeDelay: (documentName) => take(documentName, isDelay)?.delay ?? 0,
  };
}

function isHandshakeFault(fault: Fault): fault is Extract<Fault, { handshake: HandshakeFault }> {
  return 'handshake' in fault;
}

function isUpgradeFault(fault: Fault): fault is Fault & { handshake: UpgradeFault } {
  return isHandshakeFault(fault) && (fault.handshake === 'silence' || 'status' in fault.handshake);
}

function isProxyFault(fault: Fault): fault is Fault & { proxy: ProxyFault } {
  return 'proxy' in fault;
}

function isDelay(fault: Fault): fault is Extract<Fault, { delay: number }> {
  return 'delay' in fault;
}
