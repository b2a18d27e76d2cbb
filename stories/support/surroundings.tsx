import type { Decorator } from '@storybook/react-vite';
import { type ReactNode, StrictMode, useLayoutEffect } from 'react';
import { useStore } from 'zustand/react';
import { createStore } from 'zustand/vanilla';
import { type Audience, NoticeSettingsProvider } from '../../src/components/index.ts';
import { en } from '../../src/messages/en.ts';
import { CATALOGUES } from './catalogues.ts';
import { imitateForcedColors } from './forced-colors.ts';
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
  readonly forcedColors: 'system' | 'imitated';
}

/** What the toolbars say at first. */
export const INITIAL_GLOBALS: ToolbarGlobals = {
  theme: 'system',
  direction: 'locale',
  locale: 'en',
  audience: 'user',
  textSize: '100',
  motion: 'system',
  forcedColors: 'system',
};

/** What a test puts in place of what the toolbars say, while a story is there. */
export const insteadOfToolbars = createStore<Partial<ToolbarGlobals>>(() => ({}));

/** Puts every story into the surroundings that the toolbars ask for, and into StrictMode, as most apps are. */
export const inSurroundings: Decorator = (Story, { globals, viewMode }) => {
  const asked: ToolbarGlobals = { ...INITIAL_GLOBALS, ...globals };
  return (
    <StrictMode>
      <Surroundings globals={asked} view={viewMode}>
        <Story />
      </Surroundings>
    </StrictMode>
  );
};

interface SurroundingsProps {
  readonly globals: ToolbarGlobals;
  readonly view: string;
  readonly children: ReactNode;
}

function Surroundings({ globals, view, children }: SurroundingsProps): ReactNode {
  const { theme, direction, locale, audience, textSize, motion, forcedColors } = {
    ...globals,
    ...useStore(insteadOfToolbars),
  };
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

  useLayoutEffect(() => (forcedColors === 'imitated' ? imitateForcedColors() : undefined), [forcedColors]);

  return (
    <div className="cat-ground" data-view={view} dir={dir}>
      <NoticeSettingsProvider messages={{ ...messages, dir }} audience={audience}>
        {children}
      </NoticeSettingsProvider>
    </div>
  );
}
