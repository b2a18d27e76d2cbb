import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { NOTICE_ROWS } from './notice-facts.ts';
import { NoticeTable } from './notice-table.tsx';

/** The table of the guide, which is where it is read. */
const meta = {
  title: 'Guides/Table of notices',
  component: NoticeTable,
  tags: ['!dev', '!autodocs'],
  parameters: { controls: { disable: true } },
} satisfies Meta<typeof NoticeTable>;

export default meta;

/** Each of the nine documented codes leads to exactly one notice, and no notice is without a cause. */
export const Table: StoryObj<typeof meta> = {
  async play({ canvas }) {
    for (const row of NOTICE_ROWS) await expect(row.causes, row.kind).not.toEqual([]);
    for (let code = 4001; code <= 4009; code += 1) {
      const rows = NOTICE_ROWS.filter(({ causes }) => causes.includes(String(code)));
      await expect(rows, String(code)).toHaveLength(1);
    }
    await expect(canvas.getAllByRole('row')).toHaveLength(NOTICE_ROWS.length + 1);
  },
};
