import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { type Announcement, onAnnouncement } from '../src/components/index.ts';
import { NOTICE_ROWS } from './guides/notice-facts.ts';
import { leap, withLeaps } from './support/leaping-clock.ts';
import { Matrix } from './support/matrix.tsx';
import { TROUBLES } from './support/trouble.ts';

/** Every condition, for every audience, before and after the first sync: what it looks like, all at once. */
const meta = {
  title: 'Overview/Matrix',
  component: Matrix,
  parameters: { controls: { disable: true } },
} satisfies Meta<typeof Matrix>;

export default meta;

const ROWS = 2 * Object.keys(TROUBLES).length;

const announcements: Announcement[] = [];

export const ConditionsByAudience: StoryObj<typeof meta> = {
  beforeEach(context) {
    announcements.length = 0;
    const ends = [withLeaps(context), onAnnouncement((announcement) => announcements.push(announcement))];
    return () => {
      for (const end of ends) end();
    };
  },
  async play({ canvasElement }) {
    const rows = () => [...canvasElement.querySelectorAll('tbody tr')];
    await waitFor(() => expect(rows()).toHaveLength(ROWS));
    // So many clients take a moment to meet their trouble, and the notices have delays of their own.
    await waitFor(async () => {
      await leap(1_000);
      const shown = rows().map((row) => row.querySelectorAll('.ws-notice').length);
      await expect(shown).toEqual(rows().map(() => 3));
    });
    // As urgently as the guide says.
    for (const { kind, announced } of NOTICE_ROWS.filter(({ kind }) => kind in TROUBLES)) {
      const said = announcements.filter(({ key }) => key.split(' ')[1] === kind);
      await expect(new Set(said.map(({ urgency }) => urgency)), kind).toEqual(new Set([announced]));
    }
  },
};
