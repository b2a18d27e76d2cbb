import type { BrowserContext } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { type App, startApp } from './app.ts';

/** What a test of pages has around it. It is there in a test and in the hooks that come after {@link setScene}. */
export interface Scene {
  readonly emulator: Emulator;
  readonly app: App;
  /** Of this test alone. */
  readonly browser: BrowserContext;
  /** Of a document of this test alone. */
  readonly name: string;
  /** How many handshakes were made for the document of that name. */
  handshakes(): number;
}

/** For the top of a file: a service and an app on it for all of its tests, and a browser for each. */
export function setScene(): Scene {
  let emulator: Emulator;
  let app: App;
  let browser: BrowserContext;
  let count = 0;
  const name = () => `document-${count}`;

  beforeAll(async () => {
    emulator = await startEmulator({ perIp: false });
    app = await startApp(emulator);
  });
  afterAll(async () => {
    await app.stop();
    await emulator.stop();
  });
  beforeEach(async () => {
    count += 1;
    browser = await app.newBrowser();
  });
  afterEach(() => browser.close());

  return {
    get emulator() {
      return emulator;
    },
    get app() {
      return app;
    },
    get browser() {
      return browser;
    },
    get name() {
      return name();
    },
    handshakes: () => emulator.handshakes.filter(({ documentName }) => documentName === name()).length,
  };
}
