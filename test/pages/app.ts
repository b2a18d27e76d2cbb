import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import type { Emulator } from '../../src/emulator/index.ts';
import { createTokenHandler } from '../../src/server/index.ts';
import { chromiumLaunchOptions } from '../support/chromium.ts';
import type {} from './page.ts';

/** An app: its pages, its backend with a token endpoint, and a browser with one person who uses it. */
export interface App {
  /** The tabs' time can be moved on. Each test has one of its own, with nothing that another left behind. */
  newBrowser(): Promise<BrowserContext>;
  /** @param query - what `page.ts` reads; default: the emulator's endpoint alone */
  openTabs(context: BrowserContext, count: number, query?: TabQuery): Promise<readonly Page[]>;
  /** How many times the backend was asked for a token. */
  readonly tokenRequests: () => number;
  stop(): Promise<void>;
}

/** How a tab is opened. */
export interface TabQuery {
  readonly endpoint?: string;
  /** Who shares tokens. */
  readonly user?: string;
  /** In the background. */
  readonly hidden?: '';
}

const ENTRY = 'page';
const HTML = `<!doctype html><title>App</title><script type="module" src="/${ENTRY}.js"></script>`;

/** @param emulator - the service that it uses */
export async function startApp(emulator: Emulator): Promise<App> {
  const [files, browser] = await Promise.all([bundle(), chromium.launch(chromiumLaunchOptions())]);
  let tokenRequests = 0;
  const token = createTokenHandler({
    clientId: emulator.credentials.clientId,
    clientSecret: emulator.credentials.clientSecret,
    tokenUrl: `${emulator.dashboardUrl}/connect/token`,
    authorize: () => true,
  });

  async function answer({ method, url, headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(url ?? '', 'http://localhost');
    if (pathname === '/api/token') {
      tokenRequests += 1;
      const request = new Request(`http://localhost${pathname}`, {
        method: method ?? '',
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
      });
      const { status, headers: answered, body } = await token(request);
      response
        .writeHead(status, Object.fromEntries(answered))
        .end(body && (await new Response(body).bytes()));
      return;
    }
    const script = files.get(basename(pathname));
    const type = script === undefined ? 'text/html' : 'text/javascript';
    response.writeHead(200, { 'Content-Type': type }).end(script ?? HTML);
  }

  const server = createServer((request, response) => {
    // A tab that was closed meanwhile gets no answer.
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    newBrowser: () => newBrowser(browser),
    async openTabs(context, count, query = {}) {
      const address = `${origin}/?${new URLSearchParams({ endpoint: emulator.url, ...query })}`;
      const pages = await Promise.all(Array.from({ length: count }, () => context.newPage()));
      await Promise.all(pages.map((page) => page.goto(address)));
      await Promise.all(pages.map((page) => page.waitForFunction(() => 'tab' in globalThis)));
      return pages;
    },
    tokenRequests: () => tokenRequests,
    async stop() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function newBrowser(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext();
  await context.clock.install();
  return context;
}

/** What a tab loads, with what it loads later, by name. The kit in it is the one that is published. */
async function bundle(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: { [ENTRY]: 'test/pages/page.ts' },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    outdir: 'out',
    write: false,
    logLevel: 'error',
    // That of the repository leads to the sources, and not to what was built.
    tsconfigRaw: {},
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
}

/** For a page: it has no way to talk to others, as in Firefox where it may store nothing. */
export function refuseChannels(): void {
  globalThis.BroadcastChannel = class {
    constructor() {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    }
  } as never;
}

/** Every tab opens the document of that name. */
export function openIn(tabs: readonly Page[], name: string): Promise<unknown> {
  return Promise.all(tabs.map((tab) => tab.evaluate((opened) => globalThis.tab.open(opened), name)));
}

function hasStatus(status: string): boolean {
  return globalThis.tab.document().store.getState().connection.status === status;
}

/** Until the document of every tab has that status, while time passes by itself. */
export async function untilAll(tabs: readonly Page[], status: string): Promise<void> {
  await Promise.all(tabs.map((tab) => tab.waitForFunction(hasStatus, status, { polling: 50 })));
}

/** Until every tab knows how much of the plan is in use, while time passes by itself. */
export async function untilUsageIsKnown(tabs: readonly Page[]): Promise<void> {
  const isKnown = () => globalThis.tab.connectionsInUse() !== null;
  await Promise.all(tabs.map((tab) => tab.waitForFunction(isKnown, null, { polling: 50 })));
}

/** From here on no timer of a tab runs out by itself. */
export async function stopTime(context: BrowserContext): Promise<void> {
  await context.clock.pauseAt((await context.pages()[0]?.evaluate(() => Date.now() + 10_000)) ?? 0);
}

/** Less than any tab waits for another, in ms: what is said in one step has arrived before the next one ends. */
const STEP = 50;

/** The same where time was stopped: it passes only as fast as what the tabs do arrives. */
export async function passUntilAll(
  context: BrowserContext,
  tabs: readonly Page[],
  status: string,
): Promise<void> {
  const isThere = () => Promise.all(tabs.map((tab) => tab.evaluate(hasStatus, status)));
  while (!(await isThere()).every(Boolean)) await pass(context, STEP);
}

/** A minute passes in every tab. */
export async function passMinute(context: BrowserContext): Promise<void> {
  for (let step = 0; step < 6; step += 1) await pass(context, 10_000);
}

/** So many ms pass in every tab, with time for what they do in it to arrive. */
async function pass(context: BrowserContext, ms: number): Promise<void> {
  await context.clock.runFor(ms);
  await Promise.all(context.pages().map((page) => page.evaluate(() => fetch('/'))));
}
