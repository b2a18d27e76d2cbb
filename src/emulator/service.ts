import type { PlanLimits, TokenClaims } from '../protocol/token-claims.ts';
import { type Credentials, createCredentials } from './credentials.ts';
import { createFaultList, type FaultList } from './fault-list.ts';
import { createHandshakeLog, type HandshakeLog } from './handshake-log.ts';
import { checkLimits, finiteLimits } from './limits.ts';
import type { Settings } from './options.ts';
import { createPerIpGate, type PerIpGate } from './per-ip-limits.ts';
import { createSessionRegistry, type SessionRegistry } from './session-registry.ts';
import { createSigningKeys, type SigningKeys } from './signing-keys.ts';
import { createSlidingWindow, type SlidingWindow } from './sliding-window.ts';
import { createTimers, type Timers } from './timers.ts';
import { API, claimsFor, createTokens, type Tokens } from './tokens.ts';

/** What all listeners of one emulator share. */
export interface Service {
  readonly settings: Settings;
  readonly credentials: Credentials;
  readonly keys: SigningKeys;
  readonly tokens: Tokens;
  readonly timers: Timers;
  readonly faults: FaultList;
  readonly perIp: PerIpGate;
  readonly sessions: SessionRegistry;
  readonly handshakes: HandshakeLog;
  /** The socket origin of each region. Complete once all listen. */
  readonly regionUrls: Map<string, string>;
  /** Of the Dashboard, once it listens. */
  issuer(): string;
  listensAt(dashboardUrl: string): void;
  limits(): Partial<PlanLimits>;
  /** Changes some of the limits of the tokens issued from now on. */
  setLimits(limits: Partial<PlanLimits>): void;
  issueToken(claims?: Partial<TokenClaims>): Promise<string>;
  /** The operations of the last minute. */
  operationsIn(region: string): SlidingWindow;
  /** The socket origin of another region than this; of this one where there is no other. */
  otherRegionUrl(region: string): string;
}

/** What a token grants that is not asked for in particular. */
export const DEFAULT_SCOPE = `${API} offline_access`;

/** `opsPerMinute`, in ms. */
const OPERATIONS_WINDOW = 60_000;

export async function createService(settings: Settings): Promise<Service> {
  const credentials = createCredentials(settings.credentials);
  const keys = await createSigningKeys();
  const tokens = createTokens(keys);
  const timers = createTimers();
  const regionUrls = new Map<string, string>();
  const operations = new Map<string, SlidingWindow>();
  let dashboardUrl = '';
  let limits = settings.limits;

  return {
    settings,
    credentials,
    keys,
    tokens,
    timers,
    regionUrls,
    faults: createFaultList(),
    perIp: createPerIpGate(settings.perIp),
    sessions: createSessionRegistry(settings.gracePeriod, timers),
    handshakes: createHandshakeLog(),
    issuer: () => dashboardUrl,
    listensAt(url) {
      dashboardUrl = url;
    },
    limits: () => finiteLimits(limits),
    setLimits(changed) {
      limits = { ...limits, ...checkLimits(changed) };
    },
    issueToken: (claims = {}) =>
      tokens.sign({
        ...claimsFor({
          ...credentials,
          issuer: dashboardUrl,
          region: settings.regions[0] ?? '',
          lifetime: settings.tokenLifetime,
          scope: DEFAULT_SCOPE,
          limits: finiteLimits(limits),
          allowedDomains: settings.allowedDomains,
        }),
        ...claims,
      }),
    operationsIn(region) {
      const known = operations.get(region) ?? createSlidingWindow(OPERATIONS_WINDOW);
      operations.set(region, known);
      return known;
    },
    otherRegionUrl(region) {
      const other = [...regionUrls.keys()].find((name) => name !== region) ?? region;
      return regionUrls.get(other) ?? '';
    },
  };
}
