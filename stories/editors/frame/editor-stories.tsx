import type { StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { TwoPeople } from './two-people.tsx';

/** What the stories of all editors have in common. */
export const editorStories = {
  component: TwoPeople,
  parameters: { controls: { disable: true } },
  /** Until both are there, so that axe looks at two editors. A static build has no emulator, and none. */
  async play({ canvasElement }: { readonly canvasElement: HTMLElement }): Promise<void> {
    if (import.meta.env.PROD) return;
    await waitFor(() => expect(within(canvasElement).getAllByRole('textbox')).toHaveLength(2));
  },
};

export type EditorStory = StoryObj<typeof editorStories>;
