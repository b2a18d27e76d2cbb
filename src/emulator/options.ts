import type { PlanLimits } from '../protocol/token-claims.ts';
import { type Credentials, checkCredentials } from './credentials.ts';
import { checkLimits } from './limits.ts';
import { DEFAULT_PER_IP, type PerIpLimits } from './per-ip-limits.ts';

/** How an emulator is set up. */
export interface EmulatorOptions {
  /** Where it listens. Default `127.0.0.1`: nothing else, unless asked for. */
  readonly host?: string | undefined;
  /** Of the first region; the other regions follow, and the Dashboard after them. Default: free ports. */
  readonly port?: number | undefined;
  /** One listener each. Default `['eu-central-1', 'us-east-1']`. */
  readonly regions?: readonly string[] | undefined;
  /** What its tokens allow. Default: no limits; one that is absent or `Infinity` is none. */
  readonly limits?: Partial<PlanLimits> | undefined;
  /** The limits per address; `false` turns them off. Default: the documented ones. */
  readonly perIp?: false | Partial<PerIpLimits> | undefined;
  /** How long its tokens live, in seconds. Default 900. */
  readonly tokenLifetime?: number | undefined;
  /** How long a document's session outlives its last client, in ms. Default 10 000. */
  readonly gracePeriod?: number | undefined;
  /** At most three, like `localhost:3000`. A browser's page of any other is refused. Default: all may. */
  readonly allowedDomains?: readonly string[] | undefined;
  /**
   * What stays the same from one start to the next, such as the `clientId` and the `clientSecret` that a backend has in
   * its environment. Never those of the service, since the command prints them. Default: new ones with every start.
   */
  readonly credentials?: Partial<Credentials> | undefined;
}

/** {@link EmulatorOptions}, checked and complete. */
export interface Settings {
  readonly host: string;
  /** 0: free ports. */
  readonly port: number;
  readonly regions: readonly string[];
  readonly limits: Partial<PlanLimits>;
  readonly perIp: false | PerIpLimits;
  readonly tokenLifetime: number;
  readonly gracePeriod: number;
  readonly allowedDomains: readonly string[];
  readonly credentials: Partial<Credentials>;
}

const MAX_PORT = 65_535;
/** The token has `allowed_domain_1` to `allowed_domain_3`. */
const MAX_DOMAINS = 3;

/**
 * Checks the options and fills in the defaults.
 *
 * @throws RangeError that names the option, and what it may be
 */
export function settingsFrom(options: EmulatorOptions): Settings {
  if (Object(options) !== options) throw new RangeError('Emulator options: an object, or nothing.');
  const { host = '127.0.0.1', regions = ['eu-central-1', 'us-east-1'] } = options;
  const { perIp = {}, allowedDomains = [] } = options;
  // Without a name Node would listen on every interface.
  check(isListOfNames([host]), 'host: an address or a name like localhost');
  check(isListOfNames(regions), 'regions: a list of names like eu-central-1');
  check(
    regions.length > 0 && new Set(regions).size === regions.length,
    'regions: at least one, no two the same',
  );
  check(isListOfNames(allowedDomains), 'allowedDomains: a list of hosts like localhost:3000');
  check(allowedDomains.length <= MAX_DOMAINS, `allowedDomains: at most ${MAX_DOMAINS}`);
  return {
    host,
    port: checkPort(options.port ?? 0, regions.length),
    regions: [...regions],
    limits: checkLimits(options.limits ?? {}),
    perIp: perIp === false ? false : checkPerIp(perIp),
    tokenLifetime: atLeastZero('tokenLifetime (s)', options.tokenLifetime ?? 900),
    gracePeriod: atLeastZero('gracePeriod (ms)', options.gracePeriod ?? 10_000),
    allowedDomains: [...allowedDomains],
    credentials: checkCredentials(options.credentials ?? {}),
  };
}

function checkPerIp(perIp: Partial<PerIpLimits>): PerIpLimits {
  const names = Object.keys(DEFAULT_PER_IP);
  check(Object(perIp) === perIp, 'perIp: false, or an object');
  for (const [name, limit] of Object.entries(perIp)) {
    check(names.includes(name), `perIp: no limit is named ${name}; there are ${names.join(', ')}`);
    check(typeof limit === 'number' && limit >= 0, `perIp.${name}: a number, 0 or more`);
  }
  return { ...DEFAULT_PER_IP, ...perIp };
}

function isListOfNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '');
}

function checkPort(port: number, regionCount: number): number {
  check(
    Number.isInteger(port) && port >= 0 && port + regionCount <= MAX_PORT,
    `port: a whole number up to ${MAX_PORT - regionCount}, as one port for each region and for the Dashboard follow`,
  );
  return port;
}

function atLeastZero(name: string, value: number): number {
  check(Number.isFinite(value) && value >= 0, `${name}: a number, 0 or more`);
  return value;
}

function check(good: boolean, rule: string): void {
  if (!good) throw new RangeError(`Emulator option ${rule}.`);
}
