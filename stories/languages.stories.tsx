import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { CATALOGUES, LOCALES } from './support/catalogues.ts';
import { Languages, type LanguagesProps } from './support/languages.tsx';
import { documentless, onStage, staged } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

/**
 * One document, told of in every language that there is. Each is an import of its own; numbers, plurals and
 * durations are written as the language writes them. `pseudo` is English in disguise, for development.
 */
const meta = {
  title: 'Overview/Languages',
  component: documentless(Languages),
  decorators: [onStage],
  argTypes: {
    audience: { control: 'inline-radio', options: ['user', 'admin', 'developer'] },
    app: { control: 'text' },
  },
  parameters: { stage: staged({ trouble: TROUBLES['document-full'] }) },
  play: told,
} satisfies Meta<Omit<LanguagesProps, 'document'>>;

export default meta;
type Story = StoryObj<typeof meta>;

/** In each language there is a notice, in words of its own, and none looks as if something was left out. */
async function told({ canvasElement }: { readonly canvasElement: HTMLElement }): Promise<void> {
  const notices = await waitFor(() => {
    const found = within(canvasElement).getAllByRole('group');
    if (found.length < LOCALES.length) throw new Error('Some are silent yet.');
    return found;
  });
  await expect(new Set(notices.map((notice) => notice.textContent)).size).toBe(LOCALES.length);
  for (const [index, name] of LOCALES.entries()) {
    const notice = notices[index];
    await expect(notice).not.toHaveTextContent(/[{}]/);
    await expect(notice).toHaveAttribute('lang', CATALOGUES[name]?.locale);
    await expect(notice).toHaveAttribute('dir', CATALOGUES[name]?.dir);
  }
}

export const DocumentFull: Story = {};

/** A limit of 25, and an app whose name is written from left to right. */
export const ForAdmins: Story = {
  args: { audience: 'admin', app: 'Acme Docs' },
  parameters: { stage: staged({ trouble: TROUBLES['connection-limit'] }) },
};

/** A duration, which counts down. */
export const Counting: Story = { parameters: { stage: staged({ trouble: TROUBLES['rate-limit'] }) } };

/** What is for developers is English, and runs from left to right. */
export const ForDevelopers: Story = { args: { audience: 'developer' } };

export const Narrow: Story = {
  parameters: { stage: staged({ trouble: TROUBLES['document-limit'], scene: 'narrow', typed: 'And more.' }) },
  async play({ canvasElement }) {
    await told({ canvasElement });
    for (const notice of canvasElement.querySelectorAll('.ws-notice')) {
      await expect(notice.scrollWidth).toBeLessThanOrEqual(notice.clientWidth);
    }
  },
};
