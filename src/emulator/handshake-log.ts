/**
 * One handshake that reached the emulator. In Hocuspocus' dialect that is each document's auth message; its
 * upgrade is here only where that was refused.
 */
export interface HandshakeRecord {
  /** When it was answered, in ms since the epoch. */
  readonly at: number;
  /** As it was asked for, decoded where it could be. */
  readonly documentName: string;
  /** Of the listener that it reached. */
  readonly region: string;
  /** 0: let in; else the close code or the HTTP status; -1: never answered. */
  readonly outcome: number;
}

/** The outcome of a handshake that met the fault `'silence'`, or whose client gave up before an answer. */
export const SILENCE = -1;

/** An emulator that runs for weeks does not remember every handshake: the newest so many. */
const REMEMBERED = 10_000;

/** The handshakes so far, oldest first. */
export interface HandshakeLog {
  readonly records: readonly HandshakeRecord[];
  add(record: Omit<HandshakeRecord, 'at'>): void;
}

export function createHandshakeLog(): HandshakeLog {
  const records: HandshakeRecord[] = [];
  return {
    records,
    add(record) {
      records.push({ at: Date.now(), ...record });
      if (records.length > REMEMBERED) records.shift();
    },
  };
}
