import type { Catalogue } from '../../src/messages/en.ts';

/** Whatever languages there are: one more file is one more choice in the toolbar. */
const modules: Readonly<Record<string, Readonly<Record<string, unknown>>>> = import.meta.glob(
  '../../src/messages/*.ts',
  { eager: true },
);

/** The catalogues of the kit, by the name of their file, which is theirs, too. */
export const CATALOGUES: Readonly<Record<string, Catalogue>> = Object.fromEntries(
  Object.entries(modules).flatMap(([path, exported]) => {
    const catalogue = exported[nameOf(path)];
    return isCatalogue(catalogue) ? [[nameOf(path), catalogue] as const] : [];
  }),
);

/** The languages that there are, English first. */
export const LOCALES = Object.keys(CATALOGUES).sort(
  (a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b),
);

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.ts'.length);
}

function isCatalogue(value: unknown): value is Catalogue {
  const { locale, dir, messages } = Object(value) as Readonly<Record<string, unknown>>;
  return typeof locale === 'string' && typeof dir === 'string' && typeof messages === 'object';
}
