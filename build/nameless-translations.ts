import type { Plugin } from 'vitest/config';
import { ar } from '../src/messages/ar.ts';
import { de } from '../src/messages/de.ts';
import { type Catalogue, en, type MessageId } from '../src/messages/en.ts';
import { es } from '../src/messages/es.ts';
import { fr } from '../src/messages/fr.ts';
import { ja } from '../src/messages/ja.ts';
import type { Message } from '../src/messages/message.ts';
import { placeOf } from '../src/messages/place-of.ts';
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

/** Translations leave without the names of their messages, which are a quarter of them; see place-of.ts. */
export function namelessTranslations(): Plugin {
  const ids = Object.keys(en.messages) as MessageId[];
  const found = findPerfectHash(ids);
  return {
    name: 'nameless-translations',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const name = moduleName(id);
      const catalogue = TRANSLATIONS[name];
      return catalogue && { code: namelessModule(name, catalogue), map: { mappings: '' } };
    },
    transform(code, id) {
      if (moduleName(id) !== 'place-of') return null;
      if (!code.includes(NO_HASH)) throw new Error(`place-of.ts no longer says ${NO_HASH}.`);
      return { code: code.replace(NO_HASH, () => JSON.stringify(found)), map: null };
    },
  };

  function namelessModule(name: string, { locale, dir, messages }: Catalogue): string {
    const list: Message[] = [];
    for (const id of ids) list[placeOf(id, found)] = messages[id] ?? '';
    return `export const ${name} = ${JSON.stringify({ locale, dir, messages: list })};`;
  }
}

/** The name of a module of src/messages. */
function moduleName(id: string): string {
  return /[\\/]src[\\/]messages[\\/]([\w-]+)\.ts$/.exec(id)?.[1] ?? '';
}
