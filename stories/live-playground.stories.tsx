import type { Meta, StoryObj } from '@storybook/react-vite';
import { Playground as PlaygroundPage } from './live-playground/playground.tsx';

const meta = {
  title: 'Live/Playground',
  component: PlaygroundPage,
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof PlaygroundPage>;

export default meta;

/** Two editors on the embedded emulator, and a button for everything that can go wrong. */
export const Playground: StoryObj<typeof meta> = {};
