import type { Decorator } from '@storybook/react-vite';
import { type ReactNode, useLayoutEffect } from 'react';
import { type Audience, NoticeSettingsProvider } from '../../src/components/index.ts';
import { en } from '../../src/messages/en.ts';
import { CATALOGUES } from './catalogues.ts';
import './catalogue.css';

/** What the toolbars say. */
export interface ToolbarGlobals {
  readonly theme: 'system' | 'light' | 'dark';
  readonly direction: 'locale' | 'ltr' | 'rtl';
  readonly locale: string;
  readonly audience: Audience;
  /** In percent. */
  readonly textSize: '100' | '150' | '200';
  readonly motion: 'system' | 'reduced';
}

/** What the toolbars say at first. */
export const INITIAL_GLOBALS: ToolbarGlobals = {
  theme: 'system',
  direction: 'locale',
  locale: 'en',
  audience: 'user',
  textSize: '100',
  motion: 'system',
};

/** Puts every story into the surroundings that the toolbars ask for. */
export const inSurroundings: Decorator = (Story, { globals, viewMode }) => {
  const asked: ToolbarGlobals = { ...INITIAL_GLOBALS, ...globals };
  return (
    <Surroundings globals={asked} view={viewMode}>
      <Story />
    </Surroundings>
  );
};

interface SurroundingsProps {
  readonly globals: ToolbarGlobals;
  readonly view: string;
  readonly children: ReactNode;
}

function Surroundings({ globals, view, children }: SurroundingsProps): ReactNode {
  const { theme, direction, locale, audience, textSize, motion } = globals;
  const messages = CATALOGUES[locale] ?? en;
  const dir = direction === 'locale' ? messages.dir : direction;

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.style.colorScheme = theme === 'system' ? 'light dark' : theme;
    root.style.fontSize = textSize === '100' ? '' : `${textSize}%`;
    root.dataset.motion = motion;
    root.lang = messages.locale;
    // The pages of documentation around the stories are in English.
    if (view === 'story') root.dir = dir;
  }, [theme, textSize, motion, messages, dir, view]);

  return (
    <div className="cat-ground" data-view={view} dir={dir}>
      <NoticeSettingsProvider messages={messages} audience={audience}>
        {children}
      </NoticeSettingsProvider>
    </div>
  );
}
