/** For the stories: what each of them has to stand, once its play function is through. */
import { afterEach as runAxe } from '@storybook/addon-a11y/preview';
import { flushSync } from 'react-dom';
import type { composeStory } from 'storybook/preview-api';
import { afterEach } from 'vitest';
import { cdp, page } from 'vitest/browser';
import { LOCALES } from '../../stories/support/catalogues.ts';
import { insteadOfToolbars, type ToolbarGlobals } from '../../stories/support/surroundings.tsx';

type Story = ReturnType<typeof composeStory>;
type AxeContext = Parameters<typeof runAxe>[0];

/** What is left of a window of 1280 px at 400 %. */
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1200, height: 900 };

/** The rules that look at colors. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** What is found is thrown. In a report all of it would travel with every word on how the test is doing. */
const NOWHERE: AxeContext['reporting'] = { reports: [], addReport() {} };

/** Has axe look, by all rules or by some. */
type Check = (rules?: readonly string[]) => Promise<void>;

/** The addon has looked at each as it is at first: light, wide, from left to right. */
const SURROUNDINGS: Readonly<Record<string, (check: Check, story: Story) => Promise<void>>> = {
  async dark(check) {
    ask({ theme: 'dark' });
    await check(COLOR_RULES);
  },
  async 'right to left'(check) {
    ask({ direction: 'rtl', locale: known('ar') });
    await check();
  },
  async 'forced colors'(check, { parameters }) {
    // Where a part of the page has a color-scheme of its own, Chromium keeps the colors that were there before.
    if (parameters.hasOwnThemes) return;
    await forceColors('active');
    await check(COLOR_RULES).finally(() => forceColors('none'));
  },
  async narrow(check, { id }) {
    await page.viewport(NARROW.width, NARROW.height);
    await check();
    expectNoOverflow();
    // The kit stands both at once. The desk of the live stories is a tool, and has not to.
    if (id.startsWith('live-')) return;
    ask({ textSize: '200', locale: known('pseudo') });
    expectNoOverflow();
  },
};

afterEach<{ readonly story?: Story }>(async ({ story }) => {
  if (story === undefined) return;
  for (const [name, surround] of Object.entries(SURROUNDINGS)) {
    try {
      await surround((rules) => check(story, rules), story);
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error });
    } finally {
      ask({});
    }
  }
  await page.viewport(WIDE.width, WIDE.height);
});

/** @throws where axe finds something */
async function check({ id, parameters, globals }: Story, rules?: readonly string[]): Promise<void> {
  const { options, ...a11y } = parameters.a11y;
  const narrowed = rules === undefined ? options : { ...options, runOnly: rules };
  const context: Pick<AxeContext, 'id' | 'parameters' | 'globals' | 'reporting' | 'viewMode'> = {
    id,
    parameters: { ...parameters, a11y: { ...a11y, options: narrowed } },
    globals,
    reporting: NOWHERE,
    viewMode: 'story',
  };
  await runAxe(context as AxeContext);
}

function ask(globals: Partial<ToolbarGlobals>): void {
  flushSync(() => insteadOfToolbars.setState(globals, true));
}

function known(locale: string): string {
  return LOCALES.includes(locale) ? locale : 'en';
}

async function forceColors(value: 'active' | 'none'): Promise<void> {
  await cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });
}

function expectNoOverflow(): void {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return;
  const sticksOut = (element: Element) => element.getBoundingClientRect().right > clientWidth;
  const culprits = [...document.body.querySelectorAll('*')]
    .filter(sticksOut)
    .map(({ outerHTML }) => outerHTML);
  throw new Error(`The page scrolls sideways. What sticks out:\n${culprits.join('\n').slice(0, 1_000)}`);
}
