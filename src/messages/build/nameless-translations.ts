import { ar } from '../ar.ts';
import { de } from '../de.ts';
import { type Catalogue, en, type MessageId } from '../en.ts';
import { es } from '../es.ts';
import { fr } from '../fr.ts';
import { ja } from '../ja.ts';
import type { Message } from '../message.ts';
import { placeOf } from '../place-of.ts';
import { findPerfectHash } from './perfect-hash.ts';

const TRANSLATIONS: Readonly<Record<string, Catalogue>> = { ar, de, es, fr, ja };

/** Each language, by what it is called in dist → what it is made from. */
export const LANGUAGE_ENTRIES: Readonly<Record<string, string>> = Object.fromEntries(
  ['en', 'pseudo', ...Object.keys(TRANSLATIONS)].map((name) => [
    `messages/${name}`,
    `src/messages/${name}.ts`,
  ]),
);

/** What place-of.ts says in the source. */
const NO_HASH = `{ count: 0, salt: 0, seeds: '' }`;

/**
 * A plugin for the package's own build: translations leave without the names of their messages, which are a
 * quarter of them; see place-of.ts.
 */
export function namelessTranslations() {
  const ids = Object.keys(en.messages) as MessageId[];
  const found = findPerfectHash(ids);
  return {
    name: 'nameless-translations',
    apply: 'build' as const,
    enforce: 'pre' as const,
    load(id: string) {
      const name = moduleName(id);
      const catalogue = TRANSLATIONS[name];
      return catalogue && { code: namelessModule(name, catalogue), map: { mappings: '' } };
    },
    transform(code: string, id: string) {
      if (moduleName(id) !== 'place-of') return null;
      if (!code.includes(NO_HASH)) throw new Error(`place-of.ts no longer says ${NO_HASH}.`);
      return { code: code.replace(NO_HASH, () => JSON.stringify(found)), map: null };
    },
  };

  function namelessModule(name: string, { locale, dir, messages }: Catalogue): string {
    const list: Message[] = [];
    for (const id of ids) list[placeOf(id, found)] = withoutRepeats(messages[id] ?? '');
    return `export const ${name} = ${JSON.stringify({ locale, dir, messages: list })};`;
  }
}

/** `other` stands in for the forms that are not there; alone it need not be named. */
function withoutRepeats(message: Message): Message {
  if (typeof message === 'string') return message;
  const { other, ...forms } = message;
  const own = Object.entries(forms).filter(([, form]) => form !== other);
  return own.length === 0 ? other : { ...Object.fromEntries(own), other };
}

/** The name of a module of src/messages. */
function moduleName(id: string): string {
  return /[\\/]src[\\/]messages[\\/]([\w-]+)\.ts$/.exec(id)?.[1] ?? '';
}
