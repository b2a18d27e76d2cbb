import { randomUUID } from 'node:crypto';

/** Whom an emulator belongs to, and how its tokens are asked for. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenantId: string;
  readonly appId: string;
}

/** New for every emulator: a page that guesses where it listens has no token with that. */
export function createCredentials(): Credentials {
  return {
    clientId: `client-${randomUUID()}`,
    clientSecret: `secret-${randomUUID()}`,
    tenantId: `tenant-${randomUUID()}`,
    appId: `app-${randomUUID()}`,
  };
}
