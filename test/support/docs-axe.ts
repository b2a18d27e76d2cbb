import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright';

/** What the script of axe-core leaves in a page. */
interface WithAxe {
  readonly axe: { run(context: object, options: RunOptions): Promise<AxeResults> };
}

/** What a page of documentation says itself. */
const CONTEXT = {
  include: ['#storybook-docs'],
  // A story, in the frame that Storybook puts around it: each has a run of its own, in all surroundings. The frame is
  // Storybook's: while it grows to its story it can be scrolled.
  exclude: ['.docs-story'],
};

/** WCAG 2.0 to 2.2, A and AA, and what is good practice besides, like the order of headings. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules that look at colors. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** Gives a page what {@link complaintsOfAxe} and {@link complaintsInDark} ask. */
export async function bringAxe(page: Page): Promise<void> {
  await page.addScriptTag({ path: 'node_modules/axe-core/axe.min.js' });
}

/**
 * What axe finds in the page of documentation that is shown.
 *
 * @returns a rule and an element each; empty where all is well
 */
export function complaintsOfAxe(page: Page): Promise<readonly string[]> {
  return complaintsBy(page, TAGS);
}

/** The same where the system is dark, by the rules of colors: those of Storybook stay, and ours have to go with them. */
export async function complaintsInDark(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const complaints = await complaintsBy(page, COLOR_RULES);
  await page.emulateMedia({ colorScheme: 'light' });
  return complaints;
}

function complaintsBy(page: Page, runOnly: string[]): Promise<readonly string[]> {
  return page.evaluate(
    async ({ context, runOnly }) => {
      const { axe } = globalThis as unknown as WithAxe;
      const { violations } = await axe.run(context, { runOnly, resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
    { context: CONTEXT, runOnly },
  );
}
