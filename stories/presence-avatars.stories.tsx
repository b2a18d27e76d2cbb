import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { PresenceAvatars, type PresenceAvatarsProps } from '../src/components/index.ts';
import { usePresence, useWireSocketDocument } from '../src/index.ts';
import { documentControls } from './support/notice-story.tsx';
import { documentless, onStage, staged } from './support/on-stage.tsx';

/** The stage brings the document. */
type Args = Omit<PresenceAvatarsProps, 'document'>;

const BEN = { name: 'Ben Okri', color: '#c2410c' };
const CLEO = { name: 'Cleo', color: '#047857' };
const CROWD = [
  BEN,
  CLEO,
  { name: 'Dora Maar', color: '#7c3aed' },
  { name: 'Émile Zola', color: '#0369a1' },
  { name: 'Frida Kahlo', color: '#be123c' },
  { name: 'Grace Hopper', color: '#4d7c0f' },
  { name: '本田 圭佑', color: '#a21caf' },
];

function shows(count: number) {
  return async ({ canvasElement }: { readonly canvasElement: HTMLElement }) => {
    const list = await within(canvasElement).findByRole('list', { name: 'People here' });
    await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(count));
  };
}

/** Who has the document open: one avatar a person, in however many tabs. Nothing is announced. */
const meta: Meta<Args> = {
  title: 'Components/PresenceAvatars',
  component: documentless(PresenceAvatars),
  decorators: [onStage],
  argTypes: {
    ...documentControls,
    max: {
      control: 'number',
      description: 'How many are shown before “and more”.',
      table: { defaultValue: { summary: '5' } },
    },
    personOf: { control: false, description: 'Where a person is in the awareness state.' },
  },
  parameters: { stage: staged({ scene: 'editor', people: [BEN, CLEO] }) },
};

export default meta;
type Story = StoryObj<Args>;

export const Playground: Story = {};

/** Oneself comes first. */
export const InContext: Story = { play: shows(3) };

export const Alone: Story = {
  parameters: { stage: staged({ scene: 'editor', people: [] }) },
  play: shows(1),
};

/** Before the editor has said who it is. */
export const Nameless: Story = { parameters: { stage: staged({}) }, play: shows(1) };

export const Crowd: Story = {
  parameters: { stage: staged({ scene: 'editor', people: CROWD }) },
  play: shows(6),
};

/** Two tabs of one person are one person. */
export const TwoTabs: Story = {
  parameters: { stage: staged({ scene: 'editor', people: [BEN, BEN, CLEO] }) },
  play: shows(3),
};

/** Names that run the other way, and names that never end. */
export const LongNames: Story = {
  parameters: {
    stage: staged({
      scene: 'narrow',
      people: [
        { name: 'عائشة بنت طلحة', color: '#0369a1' },
        { name: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(4), color: '#be123c' },
        { name: '👩‍🚀 Ripley', color: '#4d7c0f' },
      ],
    }),
  },
  play: shows(4),
};

export const Narrow: Story = {
  args: { max: 3 },
  parameters: { stage: staged({ scene: 'narrow', people: CROWD }) },
  play: shows(4),
};

/** `usePresence`, and a plain sentence. */
export const Headless: Story = { render: () => <HowMany /> };

function HowMany() {
  const { document } = useWireSocketDocument('quarterly-plan');
  const count = usePresence(document, (people) => people.length);
  return <p className="cat-headless">{count} windows are open.</p>;
}
