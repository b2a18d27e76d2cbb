import type { Page } from 'playwright';

/** What Storybook has in its pages, as far as it is used here. */
interface Preview {
  readonly __STORYBOOK_ADDONS_CHANNEL__: {
    on(event: string, listener: (payload: Payload) => void): void;
    off(event: string, listener: (payload: Payload) => void): void;
    emit(event: string, payload: object): void;
  };
  readonly __STORYBOOK_PREVIEW__?: { readonly currentRender?: { readonly phase?: string } };
}

/** Of a page of documentation its id, of a story more. */
type Payload = string | { readonly storyId?: string };

/** For the pages that stories are shown in: as in a test Storybook then ends their animations, and does not wait for them. */
export const FOR_STORIES = { userAgent: 'StorybookTestRunner' };

/** Loads a story, or a page of documentation. */
export async function loadEntry(page: Page, url: string, viewMode: 'docs' | 'story'): Promise<void> {
  await page.goto(url);
  if (viewMode === 'docs') return;
  await page.waitForFunction(() => {
    const { __STORYBOOK_PREVIEW__: preview } = globalThis as unknown as Preview;
    return preview?.currentRender?.phase === 'finished';
  });
}

/**
 * Shows a story, or a page of documentation, in a page that shows another one already: to load it anew takes several
 * times as long. What it shows has to be finished, or Storybook may reload the page.
 */
export function showInstead(page: Page, id: string, viewMode: 'docs' | 'story'): Promise<void> {
  return page.evaluate(
    ({ id, viewMode }) => {
      const { __STORYBOOK_ADDONS_CHANNEL__: channel } = globalThis as unknown as Preview;
      const finished = viewMode === 'docs' ? 'docsRendered' : 'storyFinished';
      return new Promise<void>((resolve) => {
        const listener = (payload: Payload) => {
          if ((typeof payload === 'string' ? payload : payload.storyId) !== id) return;
          channel.off(finished, listener);
          resolve();
        };
        channel.on(finished, listener);
        channel.emit('setCurrentStory', { storyId: id, viewMode });
      });
    },
    { id, viewMode },
  );
}
