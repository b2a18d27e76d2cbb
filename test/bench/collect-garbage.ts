import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

const gc = runInNewContext('gc') as (options: { readonly type: 'minor' }) => void;

/** The young garbage only: what collects all of it also throws compiled code away. */
export function collectGarbage(): void {
  gc({ type: 'minor' });
}
