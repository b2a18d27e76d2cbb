import type { Clock } from '../../connection/clock.ts';
import type { Problem } from '../../protocol/problem.ts';
import { createDataplane } from '../dataplane.ts';
import { within } from '../within.ts';
import type { ProviderPort } from './provider-port.ts';

/** A token that takes longer than this, in ms, does not come. */
const TIMEOUT = 10_000;

/**
 * Why the handshakes of a provider fail, as far as HTTP tells. It is asked where the provider's own handshakes go,
 * with their token, so there has to be one that can be read. Does not throw.
 *
 * @param known - what is known without asking
 */
export async function probeHandshake(
  port: ProviderPort,
  known: Problem,
  clock: Clock,
  signal: AbortSignal,
): Promise<Problem> {
  const origin = port.origin();
  const token = await tokenOf(port, clock, signal);
  if (origin === null || token === '') return known;
  const dataplane = createDataplane({
    clock,
    fetch: () => globalThis.fetch,
    WebSocket: () => globalThis.WebSocket,
    // What it would advise is an option of the kit's own client.
    usesSubprotocol: false,
    // Each provider is one by itself.
    documents: () => [],
  });
  return dataplane.probe(origin, port.name, token, signal);
}

/** Not one that was sent long ago and has expired since: it would be refused, and that is not why. */
function tokenOf(port: ProviderPort, clock: Clock, signal: AbortSignal): Promise<string> {
  const refresh = async () => {
    await port.refresh?.();
    return port.token();
  };
  return within(clock, TIMEOUT, () => new Error(), signal, refresh).catch(() => '');
}
