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

/** The side of the squares in which pictures are compared, in pixels: about a letter. Of a whole picture one is next to nothing. */
const SQUARE = 16;

/**
 * By how much a square may differ, as {@link compare} measures it: edges are smoothed a little differently by another
 * processor. A color that is another by 3 of 255 is more, and so is another letter.
 */
export const MAY_DIFFER = 2;

/** Has a page show all its text in the font of the pictures, whatever it shows. */
export async function setFontOfPictures(page: Page): Promise<void> {
  await page.addStyleTag({ content: FONT });
  await page.evaluate(async () => {
    await Promise.all([document.fonts.load('400 16px Shot'), document.fonts.load('600 16px Shot')]);
    await document.fonts.ready;
  });
}

/** A picture of what a page shows. */
export function takeScreenshot(page: Page): Promise<Buffer> {
  return page.screenshot({ animations: 'disabled' });
}

/**
 * How much two pictures differ where they differ most.
 *
 * @returns of the square that differs most the mean of what its pixels differ by, 0 to 255; 255 where the pictures have
 * another size
 */
export function compare(page: Page, one: Buffer, other: Buffer): Promise<number> {
  const pictures = [one, other].map((picture) => picture.toString('base64'));
  return page.evaluate(
    async ({ pictures, side }) => {
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
      if (a === undefined || b === undefined || a.width !== b.width || a.height !== b.height) return 255;
      const across = Math.ceil(a.width / side);
      const squares = new Float64Array(across * Math.ceil(a.height / side));
      for (let pixel = 0; pixel < a.width * a.height; pixel += 1) {
        const channels = [0, 1, 2].map((channel) =>
          Math.abs((a.data[pixel * 4 + channel] ?? 0) - (b.data[pixel * 4 + channel] ?? 0)),
        );
        const row = Math.floor(pixel / a.width / side);
        const square = row * across + Math.floor((pixel % a.width) / side);
        squares[square] = (squares[square] ?? 0) + Math.max(...channels);
      }
      return Math.max(...squares) / side ** 2;
    },
    { pictures, side: SQUARE },
  );
}
