import { cleanup, render } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { clearDocument, IndexeddbPersistence } from 'y-indexeddb';
import { Doc } from 'yjs';
import {
  createWireSocketClient,
  fetchAccessToken,
  useWireSocketDocument,
  type WireSocketClient,
  WireSocketProvider,
} from '../../src/index.ts';
import {
  controlsOf,
  type EmulatorControls,
  type EmulatorInfo,
  findEmulator,
} from '../../stories/live-playground/emulator.ts';
import { useDeviceStorage } from '../../stories/recipes/use-device-storage.ts';
import { createDevice, type Device } from '../../stories/support/device.ts';

let service: EmulatorInfo;
let controls: EmulatorControls;
let clients: WireSocketClient[] = [];
let name = '';
let count = 0;

const keyOf = (documentName: string) => `ada/${documentName}`;

beforeEach(async () => {
  const found = await findEmulator();
  if (found === null) throw new Error('No emulator runs beside the tests.');
  count += 1;
  name = `device-${Date.now()}-${count}`;
  service = found;
  controls = controlsOf(found, name);
});
afterEach(async () => {
  closeTab();
  await clearDocument(keyOf(name));
});

/** As the guide has it, with a button for an editor. */
function Notes() {
  const { document, doc, connection, hasSynced, unsynced, canEdit } = useWireSocketDocument(name);
  const isHere = useDeviceStorage(document, keyOf(name));
  if (!hasSynced && !isHere) return <p>Nothing to show</p>;
  const isEditable = canEdit || (isHere && connection.status !== 'stopped');
  const text = doc.getText('notes');
  return (
    <>
      <output>{unsynced ? 'to be sent' : connection.status}</output>
      <button type="button" disabled={!isEditable} onClick={() => text.insert(text.length, 'word ')}>
        Write
      </button>
    </>
  );
}

function clientOn(device: Device): WireSocketClient {
  const client = createWireSocketClient({
    endpoint: service.url,
    getAccessToken: fetchAccessToken(service.tokenUrl),
    environment: device,
  });
  clients.push(client);
  return client;
}

function openTab(isOnline: boolean): Device {
  const device = createDevice();
  device.setOnline(isOnline);
  render(
    <StrictMode>
      <WireSocketProvider client={clientOn(device)}>
        <Notes />
      </WireSocketProvider>
    </StrictMode>,
  );
  return device;
}

/** And with it what is in its memory. */
function closeTab(): void {
  cleanup();
  for (const client of clients) client.destroy();
  clients = [];
}

function write(): Promise<void> {
  return page.getByRole('button', { name: 'Write' }).click();
}

function says(words: string) {
  return expect.element(page.getByRole('status')).toHaveTextContent(words);
}

/** What this device has of it. */
async function kept(): Promise<string> {
  const storage = new IndexeddbPersistence(keyOf(name), new Doc());
  await storage.whenSynced;
  const text = storage.doc.getText('notes').toString();
  await storage.destroy();
  return text;
}

/** What somebody reads who has nothing of it on the device. */
async function readElsewhere(): Promise<string> {
  const document = clientOn(createDevice()).open(name);
  await document.whenSynced;
  return document.doc.getText('notes').toString();
}

test('what was written offline is there when the tab is opened again, and is sent once it is online', async () => {
  const device = openTab(true);
  await write();
  await says('live');
  device.setOnline(false);
  await controls.close(1006);
  await write();
  await says('to be sent');
  closeTab();

  const later = openTab(false);
  await write();
  await says('to be sent');
  later.setOnline(true);
  await says('live');
  expect(await readElsewhere()).toBe('word word word ');
});

test('what is cleared is not on this device any more', async () => {
  openTab(true);
  await write();
  await says('live');
  closeTab();
  await clearDocument(keyOf(name));
  openTab(false);
  await expect.element(page.getByText('Nothing to show')).toBeVisible();
  // It has looked, and what is opened after it finds nothing either.
  expect(await kept()).toBe('');
});

test('what this device has nothing of is not shown before the first sync', async () => {
  openTab(false);
  await expect.element(page.getByText('Nothing to show')).toBeVisible();
});
