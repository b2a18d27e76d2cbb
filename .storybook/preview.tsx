import type { Preview } from '@storybook/react-vite';
import { configure } from 'storybook/test';
import '../src/styles.css';
import { CATALOGUES, LOCALES } from '../stories/support/catalogues.ts';
import { INITIAL_GLOBALS, inSurroundings } from '../stories/support/surroundings.tsx';
import { WAIT } from '../test/support/patience.ts';

// A play function waits for real sockets, on a machine that may be busy.
configure({ asyncUtilTimeout: WAIT });

/** A menu in the toolbar, one item a value. */
function menu(name: string, icon: string, items: Readonly<Record<string, string>>) {
  return {
    name,
    description: name,
    toolbar: {
      icon,
      title: name,
      dynamicTitle: true,
      items: Object.entries(items).map(([value, title]) => ({ value, title })),
    },
  };
}

function languageOf(name: string): string {
  const locale = CATALOGUES[name]?.locale ?? name;
  return `${new Intl.DisplayNames('en', { type: 'language' }).of(locale)} (${name})`;
}

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [inSurroundings],
  parameters: {
    layout: 'padded',
    a11y: {
      test: 'error',
      // WCAG 2.0 to 2.2, A and AA, and what is good practice besides. Off by default: the size of targets.
      config: { rules: [{ id: 'target-size', enabled: true }] },
      // To list all that is well, too, takes its time, and only people look at it.
      options: import.meta.env.MODE === 'test' ? { resultTypes: ['violations'] } : {},
    },
    backgrounds: { disable: true },
    viewport: {
      options: {
        narrow: { name: 'Narrow (320 px)', styles: { width: '320px', height: '640px' }, type: 'mobile' },
        tablet: { name: 'Tablet', styles: { width: '768px', height: '1024px' }, type: 'tablet' },
        wide: { name: 'Wide', styles: { width: '1280px', height: '800px' }, type: 'desktop' },
      },
    },
    options: {
      storySort: {
        order: [
          'Introduction',
          'Guides',
          'Overview',
          'Live',
          ['Playground', 'Close codes', 'Token endpoint', 'Dataplane', 'Network', '*'],
          'Components',
          ['ConnectionNotices', 'DocumentFullBanner', 'RateLimitCountdown', 'UpgradePlanPrompt', '*'],
          '*',
        ],
      },
    },
  },
  globalTypes: {
    theme: menu('Theme', 'contrast', { system: 'Theme: system', light: 'Light', dark: 'Dark' }),
    direction: menu('Direction', 'transfer', {
      locale: 'Direction: of the locale',
      ltr: 'Left to right',
      rtl: 'Right to left',
    }),
    locale: menu(
      'Locale',
      'globe',
      Object.fromEntries(LOCALES.map((locale) => [locale, languageOf(locale)])),
    ),
    audience: menu('Audience', 'users', {
      user: 'Audience: user',
      admin: 'Audience: admin',
      developer: 'Audience: developer',
    }),
    textSize: menu('Text size', 'zoom', { 100: 'Text: 100 %', 150: 'Text: 150 %', 200: 'Text: 200 %' }),
    motion: menu('Motion', 'lightning', { system: 'Motion: system', reduced: 'Motion: reduced' }),
    forcedColors: menu('Forced colors', 'paintbrush', {
      system: 'Forced colors: of the system',
      imitated: 'Forced colors: imitated',
    }),
  },
  initialGlobals: { ...INITIAL_GLOBALS },
};

export default preview;
