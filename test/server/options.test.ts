import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTokenHandler, type TokenHandlerOptions } from '../../src/server/index.ts';

const good = { clientId: 'client-4711', clientSecret: 'secret-4711', authorize: () => true };

afterEach(() => {
  vi.unstubAllGlobals();
});

function creating(options: Record<string, unknown>): () => unknown {
  return () => createTokenHandler({ ...good, ...options } as unknown as TokenHandlerOptions);
}

describe('createTokenHandler', () => {
  test.each([
    [{ clientId: undefined }, /clientId is undefined.*environment variable/],
    [{ clientId: '' }, /clientId is empty/],
    [{ clientId: null }, /clientId is null/],
    [{ clientId: 4711 }, /clientId is number/],
    [{ clientSecret: undefined }, /clientSecret is undefined/],
    [{ clientSecret: '' }, /clientSecret is empty/],
    [{ clientSecret: 'secret-4711\n' }, /clientSecret begins or ends with white space/],
    [{ authorize: undefined }, /authorize is a function/],
    [{ authorize: true }, /authorize is a function/],
    [{ tokenUrl: '' }, /tokenUrl is no address/],
    [{ tokenUrl: '/connect/token' }, /tokenUrl is no address/],
    [{ tokenUrl: 42 }, /tokenUrl is no address/],
    [{ tokenUrl: 'http://api.wiresocket.com/connect/token' }, /tokenUrl is http:.*unencrypted/],
    [{ tokenUrl: 'ftp://localhost/' }, /tokenUrl is ftp:/],
    [{ tokenUrl: 'https://ann:secret-4711@api.wiresocket.com/' }, /may not have credentials/],
    [{ tokenUrl: 'https://api.wiresocket.com/#token' }, /may not have a fragment/],
    [{ store: {} }, /store is an object with the functions get, set and lock/],
    [{ fetch: 'fetch' }, /fetch is a function/],
    [{ now: 0 }, /now is a function/],
    [{ onError: 'log' }, /onError is a function/],
  ])('with %j throws a TypeError that says so', (options, message) => {
    expect(creating(options)).toThrow(TypeError);
    expect(creating(options)).toThrow(message);
    expect(creating(options)).not.toThrow(/4711/);
  });

  test.each([undefined, null, 'client-4711'])('with %j for its options throws a TypeError', (options) => {
    const create = () => createTokenHandler(options as unknown as TokenHandlerOptions);
    expect(create).toThrow(new TypeError('createTokenHandler: its options are an object.'));
  });

  test.each([
    {},
    { tokenUrl: undefined },
    { tokenUrl: 'https://api.wiresocket.com/connect/token' },
    { tokenUrl: 'http://localhost:9000/connect/token' },
    { tokenUrl: 'http://127.0.0.1:9000/connect/token' },
    { tokenUrl: 'http://[::1]:9000/connect/token' },
  ])('takes %j', (options) => {
    expect(creating(options)).not.toThrow();
  });

  test('throws in a browser, where the secret must never be', () => {
    vi.stubGlobal('window', {});
    expect(creating({})).not.toThrow();
    vi.stubGlobal('document', {});
    expect(creating({})).toThrow(/browser, where the client secret must never be/);
  });

  test('asks WireSocket where no address is given, with the fetch of that moment', async () => {
    const handler = createTokenHandler(good);
    const fetch = vi.fn(async (_: string) => new Response('{"access_token":"opaque"}'));
    vi.stubGlobal('fetch', fetch);
    await handler(new Request('http://app.test/', { method: 'POST' }));
    expect(fetch.mock.calls[0]?.[0]).toBe('https://api.wiresocket.com/connect/token');
  });
});
