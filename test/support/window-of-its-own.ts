import type { Browser, CDPSession } from 'playwright';
import { WAIT } from './patience.ts';

/**
 * A page in a window of its own. Playwright keeps the pages that it opens in front, whatever happens to their
 * windows: this one it leaves alone, so that it can be hidden as a tab is that nobody looks at.
 */
export interface WindowOfItsOwn {
  /**
   * @returns what an expression is, once it is something for which `holds` holds; it is asked for again until then
   * @throws where that takes too long
   */
  until<T>(expression: string, holds?: (value: T) => boolean): Promise<T>;
  /** Out of sight: the browser slows its timers down. */
  hide(): Promise<void>;
  show(): Promise<void>;
  /** As a browser does with what has been out of sight for long: nothing in it runs. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

/** Opens a page in a window of its own. It is closed with the browser. */
export async function openWindow(browser: Browser, url: string): Promise<WindowOfItsOwn> {
  const session = await browser.newBrowserCDPSession();
  const { targetId } = await session.send('Target.createTarget', { url, newWindow: true });
  const { windowId } = await session.send('Browser.getWindowForTarget', { targetId });
  const send = await talkTo(session, targetId);

  async function until<T>(expression: string, holds: (value: T) => boolean = () => true): Promise<T> {
    const deadline = Date.now() + WAIT;
    for (;;) {
      const { result } = await send<{ result: { value?: T | null } }>('Runtime.evaluate', {
        expression,
        returnByValue: true,
      });
      const value = result.value ?? null;
      if (value !== null && holds(value)) return value;
      if (Date.now() > deadline) {
        throw new Error(`It never came to be: ${expression}, ${holds}. It is ${JSON.stringify(value)}.`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function setState(windowState: 'minimized' | 'normal', visibility: string): Promise<void> {
    await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
    await until<string>(`document.visibilityState === '${visibility}' ? '${visibility}' : null`);
  }

  return {
    until,
    hide: () => setState('minimized', 'hidden'),
    show: () => setState('normal', 'visible'),
    freeze: () => send('Page.setWebLifecycleState', { state: 'frozen' }),
    thaw: () => send('Page.setWebLifecycleState', { state: 'active' }),
  };
}

type Send = <Result = void>(method: string, params: object) => Promise<Result>;

/** Playwright has no session for a page that it does not know, so that messages to one travel in an envelope. */
async function talkTo(session: CDPSession, targetId: string): Promise<Send> {
  const { sessionId } = await session.send('Target.attachToTarget', { targetId });
  const waiting = new Map<number, (answer: Answer) => void>();
  let sent = 0;
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer = JSON.parse(message) as Answer;
    waiting.get(answer.id ?? 0)?.(answer);
    waiting.delete(answer.id ?? 0);
  });
  return (method, params) =>
    new Promise((resolve, reject) => {
      sent += 1;
      const id = sent;
      waiting.set(id, ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(`${method}: ${error.message}`)),
      );
      const message = JSON.stringify({ id, method, params });
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
}

/** What the page says to a message, or, without an `id`, by itself. */
interface Answer {
  readonly id?: number;
  readonly result: never;
  readonly error?: { readonly message: string };
}
