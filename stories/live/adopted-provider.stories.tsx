import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { openNotes as openHocuspocus } from '../guides/adopting/hocuspocus.ts';
import { openNotes as openWebsocket } from '../guides/adopting/y-websocket.ts';
import { leap, withLeaps } from '../support/leaping-clock.ts';
import { AdoptedProvider } from './adopted-provider.tsx';

const meta = {
  title: 'Live/Adopted provider',
  component: AdoptedProvider,
  tags: ['!autodocs'],
  beforeEach: withLeaps,
  parameters: { controls: { disable: true } },
  async play({ canvas, canvasElement, userEvent }) {
    // A static build has no service, and nothing to play.
    if (import.meta.env.PROD) return;
    const press = async (name: string) => userEvent.click(await canvas.findByRole('button', { name }));
    const log = within(await canvas.findByRole('region', { name: 'What happened' }));
    // The indicator is silent about blips, so it proves nothing.
    const isLive = () =>
      waitFor(() => expect(log.getAllByRole('listitem').at(-1)).toHaveTextContent(/^live$/));
    await isLive();

    await press('Close with 4002');
    await log.findAllByText(/invalid-token \(4002\)/);
    await isLive();

    await press('Close with 4006');
    await canvas.findByRole('group', { name: 'Syncing is paused for a moment' });
    await userEvent.click(await canvas.findByRole('textbox'));
    await userEvent.keyboard('Typed meanwhile.');
    await expect(canvas.getByRole('textbox')).toHaveTextContent('Typed meanwhile.');
    await leap(25_000);
    await expect(canvasElement.querySelector('.ws-status')).toHaveTextContent('Paused');
    await leap(9_000);
    await isLive();
    await press('Count handshakes');
    await canvas.findByText('3 so far');

    await press('Close with 4008');
    await canvas.findByRole('group', { name: 'This document is full' });
    await leap(2_000);
    await press('Try now');
    await isLive();
  },
} satisfies Meta<typeof AdoptedProvider>;

export default meta;
type Story = StoryObj<typeof meta>;

/** A `WebsocketProvider`, which by itself would try again every 2.5 s, for ever. */
export const YWebsocket: Story = { name: 'y-websocket', args: { openNotes: openWebsocket } };

/** A `HocuspocusProvider`. */
export const Hocuspocus: Story = { args: { openNotes: openHocuspocus } };
