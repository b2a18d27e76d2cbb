import { WireSocketError } from '../protocol/wiresocket-error.ts';
import type { Waiting } from './state.ts';

/** What failed for several connections at once. They need not each find a time for the next try. */
export class Postponed extends WireSocketError {
  /** How all of them wait. */
  readonly wait: Waiting;

  constructor(wait: Waiting) {
    super(wait.problem);
    this.wait = wait;
  }
}
