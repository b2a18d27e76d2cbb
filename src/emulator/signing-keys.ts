import { randomUUID } from 'node:crypto';
import {
  type CryptoKey,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';

/** What tokens are signed with. */
export const ALGORITHM = 'RS256';

/** A key that tokens are signed with. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly published: JWK;
}

/** The keys of one tenant: the one that signs, and in a rotation those before it. */
export interface SigningKeys {
  /** The one that signs. */
  current(): SigningKey;
  /** The public keys of the tokens that are good, the newest first. */
  jwks(): JSONWebKeySet;
  /** Finds the key of a token among them. */
  readonly find: JWTVerifyGetKey;
  /**
   * Signs with a new key from now on. The tokens of the one before stay good until that is retired.
   *
   * @returns the id of the key before
   */
  rotate(): Promise<string>;
  /**
   * Publishes an old key no more: its tokens are not valid from then on.
   *
   * @returns whether there was one of that id
   */
  retire(kid: string): boolean;
}

export async function createSigningKeys(): Promise<SigningKeys> {
  let current = await createSigningKey();
  let old: readonly SigningKey[] = [];
  let find = createLocalJWKSet(jwks());

  function jwks(): JSONWebKeySet {
    return { keys: [current, ...old].map(({ published }) => published) };
  }

  function publish(signing: SigningKey, before: readonly SigningKey[]): void {
    current = signing;
    old = before;
    find = createLocalJWKSet(jwks());
  }

  return {
    current: () => current,
    jwks,
    find: (header, token) => find(header, token),
    async rotate() {
      const next = await createSigningKey();
      const { kid } = current;
      publish(next, [current, ...old]);
      return kid;
    },
    retire(kid) {
      const left = old.filter((key) => key.kid !== kid);
      const wasThere = left.length < old.length;
      publish(current, left);
      return wasThere;
    },
  };
}

/** Takes some 100 ms. */
async function createSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const kid = randomUUID();
  return { kid, privateKey, published: { ...(await exportJWK(publicKey)), kid, alg: ALGORITHM, use: 'sig' } };
}
