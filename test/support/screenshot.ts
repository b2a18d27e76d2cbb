import type { Page } from 'playwright';

/** What Chromium takes from the machine's own settings otherwise. */
export const SAME_EVERYWHERE = [
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];

/** A font that Storybook brings along, so that the text is the same on every machine. */
const FONT = `
  @font-face {
    font-family: Shot;
    font-weight: 100 500;
    src: url('/sb-common-assets/nunito-sans-regular.woff2');
  }
  @font-face {
    font-family: Shot;
    font-weight: 501 900;
    src: url('/sb-common-assets/nunito-sans-bold.woff2');
  }
  * { font-family: Shot !important; }`;

/** How much a channel of a pixel may differ, of 255: edges are smoothed differently by another processor. */
const TOLERANCE = 48;

/** A picture of what a page shows, always of the same time of day. */
export async function takeScreenshot(page: Page): Promise<Buffer> {
  await page.addStyleTag({ content: FONT });
  await page.evaluate(async () => {
    await Promise.all([document.fonts.load('400 16px Shot'), document.fonts.load('600 16px Shot')]);
    await document.fonts.ready;
  });
  return page.screenshot({ animations: 'disabled' });
}

/** @returns the share of pixels that differ, 0 to 1; 1 where the pictures have another size */
export function compare(page: Page, one: Buffer, other: Buffer): Promise<number> {
  const pictures = [one, other].map((picture) => picture.toString('base64'));
  return page.evaluate(
    async ({ pictures, tolerance }) => {
      const [a, b] = await Promise.all(
        pictures.map(async (picture) => {
          const image = new Image();
          image.src = `data:image/png;base64,${picture}`;
          await image.decode();
          const { width, height } = image;
          const context = new OffscreenCanvas(width, height).getContext('2d');
          context?.drawImage(image, 0, 0);
          return context?.getImageData(0, 0, width, height);
        }),
      );
      if (a === undefined || b === undefined || a.width !== b.width || a.height !== b.height) return 1;
      let differing = 0;
      for (let pixel = 0; pixel < a.data.length; pixel += 4) {
        const channels = [0, 1, 2].map((channel) =>
          Math.abs((a.data[pixel + channel] ?? 0) - (b.data[pixel + channel] ?? 0)),
        );
        if (Math.max(...channels) > tolerance) differing += 1;
      }
      return (differing * 4) / a.data.length;
    },
    { pictures, tolerance: TOLERANCE },
  );
}
