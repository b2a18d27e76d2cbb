import { randomUUID } from 'node:crypto';

/** Whom an emulator belongs to, and how its tokens are asked for. */
export interface Credentials {
  /** Of the application, for `POST /connect/token`. */
  readonly clientId: string;
  /** Its secret. Good for this emulator alone. */
  readonly clientSecret: string;
  /** Of the account, as in the path of its JWKS. */
  readonly tenantId: string;
  /** Of the application, as in the claims of its tokens. */
  readonly appId: string;
}

/**
 * New for every emulator, but for those that are given: a page that guesses where it listens has no token with that.
 */
export function createCredentials(given: Partial<Credentials>): Credentials {
  return {
    clientId: `client-${randomUUID()}`,
    clientSecret: `secret-${randomUUID()}`,
    tenantId: `tenant-${randomUUID()}`,
    appId: `app-${randomUUID()}`,
    ...given,
  };
}

const NAMES: readonly string[] = [
  'clientId',
  'clientSecret',
  'tenantId',
  'appId',
] satisfies (keyof Credentials)[];

/**
 * Checks credentials that somebody asks for.
 *
 * @returns those that are given
 * @throws RangeError that says which cannot be, without its value
 */
export function checkCredentials(value: Partial<Credentials>): Partial<Credentials> {
  if (Object(value) !== value) throw new RangeError('Emulator option credentials: an object.');
  const given = Object.entries(value).filter(([, credential]) => credential !== undefined);
  for (const [name, credential] of given as [string, unknown][]) {
    if (!NAMES.includes(name)) {
      throw new RangeError(`Emulator option credentials: there is no ${name}, but ${NAMES.join(', ')}.`);
    }
    // The tenant is part of an address.
    if (typeof credential !== 'string' || !/^[\w.~-]+$/.test(credential)) {
      throw new RangeError(`Emulator option credentials.${name}: letters, digits and - . _ ~ only.`);
    }
  }
  return Object.fromEntries(given);
}
