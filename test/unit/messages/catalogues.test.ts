import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from '../../../src/messages/en.ts';
import { CATALOGUES, formsOf, IDS, LANGUAGES, placeholdersIn } from './catalogues.ts';

/** What is said in no language: a vendor, a close code, a shout, “error”, “please” and “saved”. */
const NEVER = /wiresocket|\b(?:1|4)\d{3}\b|[!！¡]/i;
const NEVER_IN = {
  en: /\berrors?\b|\bplease\b|\bsaved?\b|\bsorry\b/i,
  de: /fehler|\bbitte|speicher|leider|entschuldig/i,
  es: /\berror|por favor|guardad|lamentamos|lo sentimos/i,
  fr: /erreur|s’il vous|veuillez|merci de|prière|enregistr|sauvegard|désolé/i,
  ja: /エラー|下さい|ください|お願い|保存|申し訳/,
  ar: /خط[أإ]|أخطاء|فضلك|رج[اى]|يُرج|حفظ|حفوظ|نأسف|للأسف/,
  pseudo: /éérróór|plééááš|šáávééd/i,
} as const satisfies Readonly<Record<(typeof LANGUAGES)[number], RegExp>>;

/** How a language does not set its marks: the spaces before them, their width, and a number in brackets in Arabic. */
const ODD_IN: Partial<Record<(typeof LANGUAGES)[number], RegExp>> = {
  de: /[^\u00a0]…|[“”]/,
  es: /^[^¿]*\?/,
  fr: /[^\u202f][;?]|[^\u00a0]:/,
  ja: /[(),:;?]/,
  ar: /[,;?]|\(\{/,
};

/** A form for none, one or two may do without the number: the word says it. */
const SPELT_OUT = ['zero', 'one', 'two'];

test('every file of a language is looked at here', () => {
  const files = readdirSync('src/messages').map((file) => file.replace(/\.ts$/, ''));
  const others = ['build', 'catalogue', 'english', 'message', 'place-of', 'translate'];
  expect(files.filter((name) => !others.includes(name)).sort()).toEqual([...LANGUAGES].sort());
});

describe.each(LANGUAGES)('%s', (language) => {
  const { locale, dir, messages } = CATALOGUES[language];

  test('has every message, and no other', () => {
    expect(Object.keys(messages).sort()).toEqual([...IDS].sort());
  });

  test('says who it is', () => {
    expect(Intl.getCanonicalLocales(locale)).toEqual([locale]);
    expect(dir).toBe(language === 'ar' ? 'rtl' : 'ltr');
  });

  test('fills what English fills', () => {
    const differing = IDS.filter((id) => {
      const wanted = placeholdersIn(formsOf(en.messages[id]).at(-1)?.[1] ?? '');
      return formsOf(messages[id]).some(([category, text]) => {
        const names = placeholdersIn(text);
        return String(names) !== String(wanted) && !(names.length === 0 && SPELT_OUT.includes(category));
      });
    });
    expect(differing).toEqual([]);
  });

  test('has the plural forms that the language needs, and no other', () => {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const id of IDS) {
      const message = messages[id];
      if (typeof en.messages[id] === 'string') expect(message).toBeTypeOf('string');
      else expect(Object.keys(message ?? {}).sort()).toEqual([...needed].sort());
    }
  });

  test('keeps to the rules of what is never said', () => {
    const texts = IDS.flatMap((id) => formsOf(messages[id]).map(([, text]) => text));
    expect(texts.filter((text) => NEVER.test(text) || NEVER_IN[language].test(text))).toEqual([]);
  });

  test('is tidy: no empty text, no space too many, no straight quotes', () => {
    const texts = IDS.flatMap((id) => formsOf(messages[id]).map(([, text]) => text));
    expect(texts.filter((text) => text.trim() === '' || /^\s|\s$| {2}|['"]|\.\.\./.test(text))).toEqual([]);
  });

  test('sets its marks as the language does', () => {
    const texts = IDS.flatMap((id) => formsOf(messages[id]).map(([, text]) => text));
    expect(texts.filter((text) => ODD_IN[language]?.test(text))).toEqual([]);
  });

  test('ends a sentence where English ends one, and a label as a label', () => {
    const ends = (text: string) => /[.。؟?][\])]?$/.test(text);
    const differing = IDS.filter((id) => id.endsWith('.title') || id.startsWith('action.')).filter((id) =>
      formsOf(messages[id]).some(([, text]) => ends(text)),
    );
    expect(differing).toEqual([]);
    const bodies = IDS.filter((id) => id.endsWith('.body') || id.startsWith('work.'));
    expect(bodies.filter((id) => !formsOf(messages[id]).every(([, text]) => ends(text)))).toEqual([]);
  });
});
