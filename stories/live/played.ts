import type { StoryContext } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { visitIn } from './live-story.tsx';
import type { Visit } from './visit.ts';

/** A live story, as a person sees it who sits in front of it. */
export interface LivePage {
  /** Waits for the notice of that title. */
  notice(title: string): Promise<HTMLElement>;
  /** Waits until the document is in sync and no notice is left. */
  isWell(): Promise<void>;
  /** Waits for a line of what happened. */
  happened(what: RegExp): Promise<void>;
  press(button: string): Promise<void>;
  /** Does what can be done about it, and waits until it is done. */
  apply(remedy: string): Promise<void>;
  /** Types at the end of the document. */
  type(text: string): Promise<void>;
  /** The editor, which is not there before the first sync. */
  editor(): HTMLElement | null;
  readonly canvas: ReturnType<typeof within>;
  /** What it depends on, which only a test can see. */
  readonly visit: Visit;
}

/** For `play` of a live story. A static build has no service, and nothing to play. */
export function played(
  act: (page: LivePage) => Promise<void>,
): (context: Pick<StoryContext, 'canvasElement' | 'userEvent'>) => Promise<void> {
  if (import.meta.env.PROD) return async () => {};
  return async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement);
    const press = async (button: string) =>
      userEvent.click(await canvas.findByRole('button', { name: button }));
    const editor = () => canvas.queryByRole('textbox');
    const visit = await waitFor(() => visitIn(canvasElement) ?? notYet());
    await act({
      visit,
      canvas,
      editor,
      notice: (title) => canvas.findByRole('group', { name: title }),
      async isWell() {
        // The indicator is silent about blips, so it alone proves nothing.
        await waitFor(() => expect(visit.connection()).toMatchObject({ status: 'live' }));
        const status = () => canvasElement.querySelector('.ws-status');
        await waitFor(() => expect(status()).toHaveTextContent(/^Live$/));
        await waitFor(() => expect(canvas.queryByRole('group')).not.toBeInTheDocument());
      },
      async happened(what) {
        const log = within(await canvas.findByRole('region', { name: 'What happened' }));
        await waitFor(() => expect(log.getAllByText(what)).not.toHaveLength(0));
      },
      press,
      async apply(remedy) {
        await press(remedy);
        await canvas.findByText('Done.');
      },
      async type(text) {
        await userEvent.click(await canvas.findByRole('textbox'));
        await userEvent.keyboard(text);
      },
    });
  };
}

function notYet(): never {
  throw new Error('The visit has not begun yet.');
}
