import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { Playground } from '../live-playground/playground.tsx';
import { LiveStory } from './live-story.tsx';

/** What a static build of this catalogue shows: it has no emulator. */
const meta = {
  title: 'Live/Without an emulator',
  component: LiveStory,
  tags: ['!autodocs'],
  args: { what: '', serviceUrl: '/nothing-is-here' },
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await canvas.findByRole('heading', { name: 'This page needs a running emulator' });
    await expect(canvas.getByText('npm ci && npm start')).toBeVisible();
    await expect(canvas.queryByRole('alert')).not.toBeInTheDocument();
  },
} satisfies Meta<typeof LiveStory>;

export default meta;

export const ALiveStory: StoryObj<typeof meta> = {};

export const ThePlayground: StoryObj<typeof meta> = {
  render: () => <Playground infoUrl="/nothing-is-here" />,
};
