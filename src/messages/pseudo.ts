import { type Catalogue, en } from './en.ts';
import type { Message } from './message.ts';

/** Vowels are written twice, as some languages need the room. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ a: 'áá', e: 'éé', i: 'íí', o: 'óó', u: 'úú', y: 'ýý', c: 'ç', n: 'ñ', s: 'š', z: 'ž' },
  ...{ A: 'Áá', E: 'Éé', I: 'Íí', O: 'Óó', U: 'Úú', Y: 'Ýý', C: 'Ç', N: 'Ñ', S: 'Š', Z: 'Ž' },
};

/**
 * English in disguise, for development: accented, about 40 % longer, and in brackets. What is shown without
 * them was never translated, and what is cut off loses the last one. An app that ships it gains nothing.
 */
export const pseudo: Catalogue = {
  // A region for private use that stands for pseudo-accents: numbers and plurals are those of English.
  locale: 'en-XA',
  dir: 'ltr',
  messages: /* @__PURE__ */ Object.fromEntries(
    /* @__PURE__ */ Object.entries<Message>(en.messages).map(([id, message]) => [id, disguised(message)]),
  ),
};

function disguised(message: Message): Message {
  if (typeof message === 'string') return accented(message);
  const { other, ...rest } = message;
  const forms = Object.entries(rest).map(([category, form]) => [category, accented(form)]);
  return { ...Object.fromEntries(forms), other: accented(other) };
}

/** Placeholders are matched whole, and stay as they are. */
function accented(text: string): string {
  return `[${text.replace(/\{\w+\}|[a-z]/gi, (match) => LETTERS[match] ?? match)}]`;
}
