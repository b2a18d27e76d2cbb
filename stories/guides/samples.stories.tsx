import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import type { WireSocketDocument } from '../../src/index.ts';
import { AnnouncementLog, announcedIn } from '../support/announcement-log.tsx';
import { onStage, type Staging, staged } from '../support/on-stage.tsx';
import { TROUBLES } from '../support/trouble.ts';
import brandCss from './samples/brand.css?raw';
import { Branded } from './samples/brand.tsx';
import brandSource from './samples/brand.tsx?raw';
import { TabTitle } from './samples/leave-guard.tsx';
import leaveGuardSource from './samples/leave-guard.tsx?raw';
import { ExportButton } from './samples/own-announcement.tsx';
import ownAnnouncementSource from './samples/own-announcement.tsx?raw';
import { NoticesWithPills } from './samples/own-button.tsx';
import ownButtonSource from './samples/own-button.tsx?raw';
import ownClassesCss from './samples/own-classes.css?raw';
import { BannerOfTheApp } from './samples/own-classes.tsx';
import ownClassesSource from './samples/own-classes.tsx?raw';
import { BannerWithOwnDialog } from './samples/own-dialog.tsx';
import ownDialogSource from './samples/own-dialog.tsx?raw';
import { StatusOfTheApp } from './samples/own-element.tsx';
import ownElementSource from './samples/own-element.tsx?raw';
import { Seats } from './samples/own-meter.tsx';
import ownMeterSource from './samples/own-meter.tsx?raw';
import { OwnNotice } from './samples/own-notice.tsx';
import ownNoticeSource from './samples/own-notice.tsx?raw';
import { OwnWords } from './samples/own-words.tsx';
import ownWordsSource from './samples/own-words.tsx?raw';
import { TwoThemes } from './samples/two-themes.tsx';
import twoThemesSource from './samples/two-themes.tsx?raw';

/** The stage brings the document. */
interface Args {
  readonly document: WireSocketDocument;
}

/** The samples of the guides: each is a file, shown as it runs. They are not listed beside the components. */
const meta: Meta<Args> = {
  title: 'Guides/Samples',
  tags: ['!dev', '!autodocs'],
  decorators: [onStage],
  parameters: { controls: { disable: true } },
};

export default meta;

/** The stage sets the document. */
type Story = StoryObj<Args>;

/** How a sample is shown: as an app would write it, and on a stage where something goes wrong. */
function shown(plot: Staging, ...sources: readonly string[]): NonNullable<Story['parameters']> {
  const code = sources.map(asInAnApp).join('\n');
  return { stage: staged(plot), docs: { source: { code, language: 'tsx' } } };
}

/** Where an app imports from. */
function asInAnApp(source: string): string {
  return source
    .replaceAll('../../../src/components/index.ts', 'wiresocket-react/components')
    .replaceAll('../../../src/index.ts', 'wiresocket-react')
    .replaceAll(/\.\.\/\.\.\/\.\.\/src\/messages\/(\w+)\.ts/g, 'wiresocket-react/messages/$1');
}

const FULL = { trouble: TROUBLES['document-full'] };

/** `useNotice`, `useRetryCountdown` */
export const Notice: Story = {
  parameters: shown(FULL, ownNoticeSource),
  render: ({ document }) => <OwnNotice document={document} />,
  async play({ canvas }) {
    await expect(await canvas.findByText('No chair left at this table.')).toBeVisible();
    await expect(canvas.getByText(/^Next try in \d+ s\.$/)).toBeVisible();
  },
};

/** `useUsage` */
export const Meter: Story = {
  parameters: shown({ usage: { connections: [81, 100], documents: [3, 20] } }, ownMeterSource),
  render: () => <Seats />,
  async play({ canvas }) {
    await expect(await canvas.findByText('19 left.')).toBeVisible();
  },
};

/** `useAnnouncer` */
export const Announcement: Story = {
  parameters: shown({}, ownAnnouncementSource),
  render: () => (
    <>
      <ExportButton />
      <AnnouncementLog />
    </>
  ),
  async play({ canvas, canvasElement, userEvent }) {
    const button = await canvas.findByRole('button', { name: 'Export' });
    await userEvent.click(button);
    await expect(announcedIn(canvasElement)[0]).toMatch(/^polite: Export \d+ is ready\.$/);
  },
};

/** `slots` */
export const Button: Story = {
  parameters: shown(FULL, ownButtonSource),
  render: ({ document }) => <NoticesWithPills document={document} />,
  async play({ canvas }) {
    await expect(await canvas.findByRole('button', { name: 'Try now' })).toHaveClass('pill');
  },
};

/** `className`, `classNames` */
export const Classes: Story = {
  parameters: shown(FULL, ownClassesSource, ownClassesCss),
  render: ({ document }) => <BannerOfTheApp document={document} />,
  async play({ canvas }) {
    const banner = await canvas.findByRole('group');
    await expect(banner).toHaveClass('app-banner-warning');
    // It wins although it is written before the kit’s own rules are.
    await expect(getComputedStyle(banner).borderTopWidth).toBe('0px');
  },
};

/** `onUpgrade` */
export const Dialog: Story = {
  parameters: shown({ trouble: TROUBLES['connection-limit'] }, ownDialogSource),
  render: ({ document }) => <BannerWithOwnDialog document={document} />,
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Upgrade plan' }));
    await expect(canvas.getByRole('dialog', { name: 'Buy seats' })).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Not now' }));
    await expect(canvas.queryByRole('dialog')).not.toBeInTheDocument();
  },
};

/** `render` */
export const Element: Story = {
  parameters: shown({}, ownElementSource),
  render: ({ document }) => <StatusOfTheApp document={document} />,
  async play({ canvas }) {
    await waitFor(() => expect(canvas.getByTitle('The connection is live')).toHaveClass('ws-status'));
    await expect(canvas.getAllByText('Live')[0]?.tagName).toBe('STRONG');
  },
};

/** `messages` */
export const Words: Story = {
  parameters: shown(FULL, ownWordsSource),
  render: ({ document }) => <OwnWords document={document} />,
  async play({ canvas }) {
    await expect(await canvas.findByText('Der Tisch ist voll besetzt')).toBeVisible();
  },
};

/** Tokens */
export const Brand: Story = {
  parameters: shown(FULL, brandSource, brandCss),
  render: ({ document }) => <Branded document={document} />,
  async play({ canvas }) {
    const banner = await canvas.findByRole('group');
    await expect(getComputedStyle(banner).borderTopLeftRadius).toBe('0px');
  },
};

/** `data-theme` */
export const Themes: Story = {
  parameters: { ...shown(FULL, twoThemesSource), hasOwnThemes: true },
  render: ({ document }) => <TwoThemes document={document} />,
  async play({ canvas }) {
    const [light, dark] = await canvas.findAllByRole('group');
    const colorOf = (element: HTMLElement | undefined) => element && getComputedStyle(element).color;
    await expect([colorOf(light), colorOf(dark)]).toEqual(['rgb(27, 27, 31)', 'rgb(241, 241, 244)']);
  },
};

/** `useLeaveGuard` */
export const LeaveGuard: Story = {
  parameters: shown({ ...FULL, typed: 'Typed meanwhile.' }, leaveGuardSource),
  render: () => <TabTitle />,
  async play({ canvas }) {
    await expect(await canvas.findByText('Quarterly plan (not sent yet)')).toBeVisible();
  },
};
