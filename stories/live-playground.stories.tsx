import type { Meta, StoryObj } from '@storybook/react-vite';
import { Playground } from './live-playground/playground.tsx';

const meta = {
  title: 'Live/Playground',
  component: Playground,
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof Playground>;

export default meta;

/** Two editors on the embedded emulator, and a button for everything that can go wrong. */
export const PlaygroundStory: StoryObj<typeof meta> = { name: 'Playground' };
