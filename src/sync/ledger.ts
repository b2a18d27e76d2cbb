/**
 * Which of a document's local edits the server has acknowledged. It outlives every session: an edit
 * made while offline stays on it until a later session's acknowledgement.
 */
export interface Ledger {
  /**
   * Notes local edits.
   *
   * @param isOne - `true`: a single one; else how many they are is not known
   */
  edit(isOne?: boolean): void;
  /** How many edits there were: what a message sent now covers. */
  edits(): number;
  /** Everything up to that many edits was read by the server. */
  acknowledge(edits: number): void;
  /** Whether any edit is not acknowledged. */
  unsynced(): boolean;
  /** How many edits are not acknowledged; `null` while some are of which only that is known. */
  unsent(): number | null;
}

/** @param changed - called when `unsynced` turns, with its new value */
export function createLedger(changed: (unsynced: boolean) => void): Ledger {
  let made = 0;
  let acknowledged = 0;
  /** How many there were when last some were made that nobody could count. */
  let uncounted = 0;

  return {
    edit(isOne) {
      made += 1;
      if (!isOne) uncounted = made;
      if (made === acknowledged + 1) changed(true);
    },
    edits: () => made,
    acknowledge(edits) {
      if (edits <= acknowledged) return;
      acknowledged = edits;
      if (made === acknowledged) changed(false);
    },
    unsynced: () => made > acknowledged,
    unsent: () => (uncounted > acknowledged ? null : made - acknowledged),
  };
}
