import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type LaunchOptions } from 'playwright';
import { onPath } from './on-path.ts';

/** Quiet on a closed network (each of these would otherwise call home), and able to run as root. */
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium from a package has no GPU to count on; and its zygote would leave dead processes behind. */
const PACKAGED_FLAGS = ['--disable-gpu', '--no-zygote'];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome.exe'];

/** Where Chrome is on systems that do not put it on PATH. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env.PROGRAMFILES}/Google/Chrome/Application/chrome.exe`,
];

/**
 * How Playwright starts a browser here: one that it has downloaded before, else one of the system, else
 * one that came with `npm ci`.
 *
 * @throws Error where there is none
 */
export function chromiumLaunchOptions(): LaunchOptions {
  const installed = [chromium.executablePath(), ...onPath(NAMES), ...PLACES].find((path) => existsSync(path));
  if (installed !== undefined) return { executablePath: installed, args: FLAGS };
  const packaged = packagedLaunchOptions();
  if (packaged !== null) return packaged;
  throw new Error(
    'The browser tests need Chrome or Chromium: install one, or run `npx playwright install chromium`.',
  );
}

/** The one that came with `npm ci`, which paints the same everywhere; `null` where it does not run. */
export function packagedLaunchOptions(): LaunchOptions | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  return { executablePath: packagedChromium(), args: [...FLAGS, ...PACKAGED_FLAGS] };
}

/**
 * Unpacks the Chromium of @sparticuz/chromium, once. Its own unpacking writes into the shared temporary
 * folder and takes a file that is there for a whole one, so an interrupted or a second run at the same time
 * would leave or meet half a browser. Here it goes into a folder of its own, which is then renamed.
 */
function packagedChromium(): string {
  const { version } = JSON.parse(readFileSync('node_modules/@sparticuz/chromium/package.json', 'utf8')) as {
    version: string;
  };
  const cache = resolve('node_modules/.cache');
  const folder = join(cache, `chromium-${version}`);
  const executable = join(folder, 'chromium');
  if (existsSync(executable)) return executable;
  mkdirSync(cache, { recursive: true });
  const unpacked = mkdtempSync(join(cache, 'chromium-'));
  const script = "(await import('@sparticuz/chromium')).default.executablePath()";
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', `await ${script}`],
    {
      env: { ...process.env, TMPDIR: unpacked },
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`@sparticuz/chromium could not be unpacked.\n${stderr}`);
  try {
    renameSync(unpacked, folder);
  } catch (error) {
    // Another run was faster.
    rmSync(unpacked, { recursive: true });
    if (!existsSync(executable)) throw error;
  }
  return executable;
}
