import { describe, expect, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { yWebsocket } from '../../../src/sync/y-websocket.ts';
import { eventually, until } from '../../support/kit.ts';
import { test, type } from './websocket-fixtures.ts';

describe('unsynced', () => {
  test('until the server has read what was typed', async ({
    emulator,
    documentName,
    provider,
    adoptLive,
    textOnServer,
  }) => {
    const document = await adoptLive(provider);
    await until(document, ({ unsynced }) => !unsynced);
    const undo = emulator.fail({ delay: 200, documentName });
    type(document, 'typed');
    expect(document.store.getState().unsynced).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(document.store.getState().unsynced).toBe(true);
    undo();
    await until(document, ({ unsynced }) => !unsynced);
    expect(await textOnServer()).toBe('typed');
  });

  test('an answer to a step 1 that was sent before the edit does not prove it', async ({
    clock,
    provider,
    adoptLive,
  }) => {
    const document = await adoptLive(provider);
    await until(document, ({ unsynced }) => !unsynced);
    const answers: boolean[] = [];
    provider.ws?.addEventListener('message', ({ data }) => {
      const [message, step] = new Uint8Array(data);
      if (message === 0 && step === 1) answers.push(document.store.getState().unsynced);
    });
    clock.skip(1_000);
    // As its resyncInterval does.
    provider.ws?.send(yWebsocket.stepOne(encodeStateVector(provider.doc)));
    type(document, 'typed');
    await until(document, ({ unsynced }) => !unsynced);
    await eventually(() => answers.length === 2);
    expect(answers).toEqual([true, false]);
  });

  test('what a server does not ask for it has not read, whatever it answers', async ({ make, adoptLive }) => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'access_token' });
    await new Promise((resolve) => server.once('listening', resolve));
    const nothing = encodeStateAsUpdate(new Doc());
    server.on('connection', (socket) => {
      socket.on('message', (message: Buffer) => {
        if (message[0] === 0 && message[1] === 0) socket.send(yWebsocket.stepTwo(nothing));
      });
    });
    const doc = new Doc();
    doc.getText('notes').insert(0, 'brought');
    const { port } = server.address() as { port: number };
    const provider = await make('deaf', { doc, serverUrl: `ws://127.0.0.1:${port}` });
    const document = await adoptLive(provider);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(document.store.getState().unsynced).toBe(true);
    for (const socket of server.clients) socket.send(yWebsocket.stepOne(encodeStateVector(new Doc())));
    await until(document, ({ unsynced }) => !unsynced);
    document.disconnect();
    server.close();
  });

  test('many edits are asked for once a second', async ({ clock, provider, adoptLive }) => {
    const document = await adoptLive(provider);
    await until(document, ({ unsynced }) => !unsynced);
    const sent = vi.spyOn(provider.ws as WebSocket, 'send');
    for (let edit = 0; edit < 50; edit += 1) {
      type(document, 'x');
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(document.store.getState().unsynced).toBe(true);
    // 50 updates and one question.
    expect(sent.mock.calls).toHaveLength(51);
    clock.skip(1_000);
    await until(document, ({ unsynced }) => !unsynced);
  });

  test('what the app brought along counts, until the server has it', async ({
    documentName,
    make,
    adopt,
    textOnServer,
  }) => {
    const doc = new Doc();
    doc.getText('notes').insert(0, 'brought');
    const provider = await make(`${documentName}-brought`, { doc });
    const document = adopt(provider);
    expect(document.store.getState().unsynced).toBe(true);
    await until(document, ({ unsynced }) => !unsynced);
    expect(await textOnServer(`${documentName}-brought`)).toBe('brought');
  });
});
