import { setImmediate } from 'node:timers/promises';
import type { PlanLimits, TokenClaims } from '../protocol/token-claims.ts';
import { closeDocument } from './close-document.ts';
import type { Credentials } from './credentials.ts';
import { createDashboard } from './dashboard.ts';
import { createDataplane } from './dataplane.ts';
import type { Fault } from './fault.ts';
import { checkFault } from './fault-input.ts';
import { createUpgradeHandler } from './handshake.ts';
import type { HandshakeRecord } from './handshake-log.ts';
import { type HttpListener, listen } from './http-listener.ts';
import { type EmulatorOptions, type Settings, settingsFrom } from './options.ts';
import { createService, type Service } from './service.ts';

/** A WireSocket on this machine, that enforces the documented rules. */
export interface Emulator {
  /** The socket origin of the first region: a client's `endpoint`. */
  readonly url: string;
  /** The origins of each region, for sockets and for HTTP. */
  readonly regions: Readonly<Record<string, { readonly url: string; readonly httpUrl: string }>>;
  /** The origin of `POST /connect/token`, of `/{tenantId}/.well-known/jwks` and of the admin API. */
  readonly dashboardUrl: string;
  /** What its tokens are asked for with. New with every start, but for those in the options. */
  readonly credentials: Credentials;
  /**
   * A token that is valid for its tenant, except where a claim says otherwise.
   *
   * @throws RangeError where the claims are no object
   */
  issueToken(claims?: Partial<TokenClaims>): Promise<string>;
  /**
   * Changes some limits, for the tokens issued from now on. `Infinity` is no limit.
   *
   * @throws RangeError where one is no number or has another name
   */
  setLimits(limits: Partial<PlanLimits>): void;
  /**
   * Closes the live sockets of a document. One that is shared with other documents, in Hocuspocus' dialect,
   * stays open for them where a message can tell the code by its reason: the nine codes but 4006, and 4205,
   * 4401, 4403, 4408 and 1000.
   *
   * @param code - 1006 cuts them without a close frame, 1005 closes without a status
   * @param reason - default: the documented text of the nine codes; cut at 123 bytes
   * @returns how many there were
   * @throws RangeError for a code that no socket can end with
   */
  close(documentName: string, code: number, reason?: string): number;
  /**
   * Makes something go wrong; of several that fit, the newest.
   *
   * @returns undoes it
   * @throws RangeError where the fault is none
   */
  fail(fault: Fault): () => void;
  /**
   * Signs tokens with a new key from now on. The JWKS has both, and the tokens of the old one stay good, until it is
   * retired.
   *
   * @returns retires it: its tokens are refused with 4002 from then on
   */
  rotateKey(): Promise<() => void>;
  /** The handshakes so far (the newest 10 000), oldest first. It grows. */
  readonly handshakes: readonly HandshakeRecord[];
  /** Cuts every socket, gives the ports back, and leaves no timer. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts a WireSocket on this machine.
 *
 * @throws RangeError for an option that cannot be; Error with the `code` `EADDRINUSE` for a port in use
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = settingsFrom(options);
  const service = await createService(settings);
  const listeners: HttpListener[] = [];
  try {
    for (const [index, region] of settings.regions.entries()) {
      const listener = await listen(
        settings.host,
        portFor(settings, index),
        createDataplane(service, region),
      );
      listeners.push(listener);
      listener.server.on('upgrade', createUpgradeHandler(service, region));
      service.regionUrls.set(region, `ws://${authority(settings.host, listener.port)}`);
    }
    const port = portFor(settings, settings.regions.length);
    const dashboard = await listen(settings.host, port, createDashboard(service));
    listeners.push(dashboard);
    service.listensAt(`http://${authority(settings.host, dashboard.port)}`);
  } catch (error) {
    await stopAll(service, listeners);
    throw error;
  }
  return emulatorOf(service, listeners);
}

function emulatorOf(service: Service, listeners: readonly HttpListener[]): Emulator {
  let stopped: Promise<void> | null = null;
  const regions = [...service.regionUrls].map(([region, url]) => [
    region,
    { url, httpUrl: url.replace(/^ws/, 'http') },
  ]);
  return {
    url: service.regionUrls.values().next().value ?? '',
    regions: Object.fromEntries(regions),
    dashboardUrl: service.issuer(),
    credentials: service.credentials,
    async issueToken(claims) {
      checkClaims(claims);
      return service.issueToken(claims);
    },
    setLimits: service.setLimits,
    close: (documentName, code, reason) => closeDocument(service, documentName, code, reason),
    fail(fault) {
      const id = service.faults.add(checkFault(fault));
      return () => {
        service.faults.remove(id);
      };
    },
    async rotateKey() {
      const kid = await service.keys.rotate();
      return () => {
        service.keys.retire(kid);
      };
    },
    handshakes: service.handshakes.records,
    stop() {
      stopped ??= stopAll(service, listeners);
      return stopped;
    },
  };
}

async function stopAll(service: Service, listeners: readonly HttpListener[]): Promise<void> {
  service.timers.clear();
  await Promise.all(listeners.map((listener) => listener.close()));
  service.sessions.clear();
  // The system lets go of a handle at the end of the event loop's turn, and the next begins clean.
  await setImmediate();
  await setImmediate();
}

function portFor({ port }: Settings, index: number): number {
  return port === 0 ? 0 : port + index;
}

/** What an address says, which is not what is listened on where that is "everywhere". */
function authority(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** A claim may be anything, as that of a bad token is; what is no object would be left out without a word. */
function checkClaims(claims: unknown): void {
  if (typeof (claims ?? {}) === 'object' && !Array.isArray(claims)) return;
  throw new RangeError('Emulator issueToken: claims are an object, as { appId } is, or left out.');
}
