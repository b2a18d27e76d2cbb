import { ar } from '../../../src/messages/ar.ts';
import { de } from '../../../src/messages/de.ts';
import { type Catalogue, en, type MessageId } from '../../../src/messages/en.ts';
import { es } from '../../../src/messages/es.ts';
import { fr } from '../../../src/messages/fr.ts';
import { ja } from '../../../src/messages/ja.ts';
import type { Message } from '../../../src/messages/message.ts';
import { pseudo } from '../../../src/messages/pseudo.ts';

/** All catalogues of the kit, by the name of their file. */
export const CATALOGUES = { ar, de, en, es, fr, ja, pseudo } as const satisfies Readonly<
  Record<string, Catalogue>
>;

/** Their names. */
export const LANGUAGES = Object.keys(CATALOGUES) as (keyof typeof CATALOGUES)[];

/** All messages, by their English names. */
export const IDS = Object.keys(en.messages) as MessageId[];

/** A message's texts, one a plural category; `text` where it does not count. */
export function formsOf(
  message: Message | undefined,
): readonly (readonly [category: string, text: string])[] {
  return typeof message === 'string' ? [['text', message]] : Object.entries(message ?? {});
}

/** The names in braces. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set(text.match(/\{\w+\}/g))].sort();
}
