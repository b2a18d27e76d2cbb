/**
 * What asks over HTTP. Most pages never do, so it is loaded when one does: all of it as one, since every further
 * entry to it would cost those who load none.
 */
export { probeHandshake } from './adopt/probe-handshake.ts';
export { createDataplane } from './dataplane.ts';
