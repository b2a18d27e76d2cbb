import { readFileSync } from 'node:fs';
import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, vi } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import type { Emulator } from '../../src/emulator/index.ts';
import { until } from '../support/kit.ts';
import { test } from './fixtures.ts';
import { App } from './readme/app.tsx';

const SERVICE = 'wss://us-east-1.wiresocket.net';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The service's address leads to the emulator; the app's backend answers as `createTokenHandler` does. */
function onTheEmulator(emulator: Emulator): void {
  class Socket extends NodeWebSocket {
    constructor(url: string, protocols: string[]) {
      super(url.replace(SERVICE, emulator.url), protocols);
    }
  }
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('fetch', async (url: string) =>
    url === '/token'
      ? Response.json({ access_token: await emulator.issueToken(), expires_in: 900 })
      : new Response(null, { status: 404 }),
  );
}

test('the example of the README is live, and what is pressed there arrives elsewhere', async ({
  emulator,
  connect,
}) => {
  onTheEmulator(emulator);
  render(<App />);
  fireEvent.click(await screen.findByRole('button', { name: 'live' }));
  const client = connect();
  const other = client.open('notes');
  await until(other, ({ hasSynced }) => hasSynced && other.doc.getArray('ideas').length === 1);
  expect(other.doc.getArray('ideas').toArray()).toEqual(['!']);
});

test('the README shows that very example', () => {
  const example = readFileSync('test/dom/readme/app.tsx', 'utf8')
    .replace("'../../../src/index.ts'", "'wiresocket-react'")
    .trim();
  expect(readFileSync('README.md', 'utf8')).toContain(example);
});

test('so does it with the example of a test', () => {
  const example = readFileSync('test/dom/readme/document-full.test.tsx', 'utf8');
  expect(readFileSync('README.md', 'utf8')).toContain(example);
});
