/** Something to be said by assistive technology, once. */
export interface Announcement {
  /** What is said, as plain text. */
  readonly text: string;
  /** `assertive` interrupts; for what a person has to know before going on. */
  readonly urgency: 'polite' | 'assertive';
  /** The same key is said once, however many components ask for it. */
  readonly key: string;
  /** Its language, a BCP 47 tag. Default: none is told. */
  readonly lang?: string | undefined;
}

/** A live region that comes with its text is often not read: it has to be there for a while before, in ms. */
const SETTLE = 100;

/** What was said is taken away after this long, in ms, so that nobody comes across it later. */
const SAID_FOR = 7_000;

/** More keys than are ever current. */
const REMEMBERED = 100;

const said: string[] = [];
const listeners = new Set<(announcement: Announcement) => void>();

/** Makes the page's two live regions, if they are not there yet. Call it before there is anything to say. */
export function prepareAnnouncer(): void {
  regionOf('polite');
  regionOf('assertive');
}

/** Says something, unless it was said. */
export function announce(announcement: Announcement): void {
  const { text, urgency, key, lang = '' } = announcement;
  if (said.includes(key)) return;
  said.push(key);
  if (said.length > REMEMBERED) said.shift();
  for (const listener of listeners) listener(announcement);
  const page = document;
  const prepared = regionOf(urgency);
  setTimeout(() => {
    // A test that is over leaves no body.
    if (!page.body) return;
    // The dialog that it was to be said in may have closed meanwhile.
    const region = prepared.isConnected ? prepared : regionOf(urgency, page.body);
    // Two documents may say the same at once, and a button what it said a moment ago.
    [...region.children].find(({ textContent }) => textContent === text)?.remove();
    const line = page.createElement('div');
    line.lang = lang;
    line.textContent = text;
    region.append(line);
    setTimeout(() => line.remove(), SAID_FOR);
  }, SETTLE);
}

/** Hears every announcement, as a log does. @returns ends it */
export function onAnnouncement(listener: (announcement: Announcement) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * A place has a region for each urgency.
 *
 * @param place - an open modal makes everything outside of it inert, live regions included: it is spoken inside of it
 */
function regionOf(
  urgency: Announcement['urgency'],
  place: Element = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body,
): HTMLElement {
  const known = place.querySelector<HTMLElement>(`:scope>[data-wiresocket-announcer=${urgency}]`);
  if (known) return known;
  const region = place.ownerDocument.createElement('div');
  // What is added to a log is read, and what was there before is not: two may speak at once, and neither is lost.
  region.setAttribute('role', 'log');
  region.setAttribute('aria-live', urgency);
  region.setAttribute('data-wiresocket-announcer', urgency);
  // Seen by nobody, and no part of the page's size. Not in a stylesheet: it has to work with no CSS at all.
  region.style.cssText = 'position:fixed;clip-path:inset(50%)';
  place.append(region);
  return region;
}
