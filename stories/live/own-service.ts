import type { EmulatorOptions } from '../../src/emulator/index.ts';
import type { EmulatorInfo } from '../live-playground/emulator.ts';

/** What a story may say of its service. */
export type ServiceOptions = Pick<EmulatorOptions, 'limits' | 'perIp' | 'tokenLifetime' | 'gracePeriod'>;

/** A WireSocket that nobody else is on, with an app's backend in front of it. */
export interface OwnService extends EmulatorInfo {
  end(): void;
}

/** Where the dev server lends them. */
const OWN_SERVICE_URL = '/__wiresocket/own';

/**
 * Starts a service for this page. It lasts until its end, or until the page goes.
 *
 * @param url - default: that of the dev server
 * @returns `null` where there is no dev server, as in a static build
 */
export async function startOwnService(
  options: ServiceOptions,
  url = OWN_SERVICE_URL,
): Promise<OwnService | null> {
  // Not even asked for in a build: the browser would report what it does not find.
  if (import.meta.env.PROD) return null;
  const ending = new AbortController();
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(options),
    signal: ending.signal,
  });
  if (answer.status === 404 || answer.body === null) return null;
  if (!answer.ok) throw new Error(`No service for this story: ${await answer.text()}`);
  const info = JSON.parse(await firstLine(answer.body)) as EmulatorInfo;
  return { ...info, end: () => ending.abort() };
}

/** The rest is never sent: the service lives as long as somebody waits for it. */
async function firstLine(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('\n')) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
  }
  // Ends with the service, and nobody needs to hear of it.
  reader.read().catch(() => {});
  return text;
}
