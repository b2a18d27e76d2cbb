import { describe, expect, test } from 'vitest';
import { type Catalogue, en } from '../../../src/messages/en.ts';
import type { Message } from '../../../src/messages/message.ts';
import { formatPercent, formatSeconds, translate } from '../../../src/messages/translate.ts';
import { CATALOGUES, IDS, LANGUAGES } from './catalogues.ts';

const { ar, de, es, fr, ja } = CATALOGUES;

/** A catalogue of someone's own, with one message. */
function own(message: unknown, locale = 'de'): Catalogue {
  return { locale, dir: 'ltr', messages: { 'usage.left': message as Message } };
}

describe('the plural form', () => {
  test.each([
    [0, 'لا أماكن متبقية'],
    [1, 'مكان متبقٍ'],
    [2, 'مكانان متبقيان'],
    [3, '3 أماكن متبقية'],
    [11, '11 مكانًا متبقيًا'],
    [100, '100 مكان متبقٍ'],
  ])('of %i in Arabic', (n, text) => {
    const inArabic = new Intl.NumberFormat('ar').format(n);
    expect(translate(ar, 'usage.left', { n }).text).toBe(text.replace(/\d+/, inArabic));
  });

  test.each([
    [0, 'إغلاق المستندات', 'لا أشخاص آخرين'],
    [1, 'إغلاق مستند', 'شخص آخر'],
    [2, 'إغلاق مستندين', 'شخصان آخران'],
    [3, 'إغلاق 3 مستندات', '3 أشخاص آخرين'],
    [11, 'إغلاق 11 مستندًا', '11 شخصًا آخر'],
    [100, 'إغلاق 100 مستند', '100 شخص آخر'],
  ])('of %i documents, and of people, in Arabic', (n, documents, people) => {
    const inArabic = new Intl.NumberFormat('ar').format(n);
    expect(translate(ar, 'action.close-selected', { n }).text).toBe(documents.replace(/\d+/, inArabic));
    expect(translate(ar, 'presence.more', { n }).text).toBe(people.replace(/\d+/, inArabic));
  });

  test('is chosen by the rules of the language', () => {
    expect(translate(de, 'usage.left', { n: 1 }).text).toBe('Noch 1 Platz frei');
    expect(translate(de, 'usage.left', { n: 0 }).text).toBe('Noch 0 Plätze frei');
    expect(translate(fr, 'usage.left', { n: 0 }).text).toBe('0 place restante');
    expect(translate(ja, 'usage.left', { n: 1 }).text).toBe('残り 1 件');
  });

  test('of a million is “de” in Spanish and French', () => {
    expect(translate(es, 'usage.left', { n: 1_000_000 }).text).toBe('Quedan 1.000.000 de plazas');
    expect(translate(fr, 'usage.left', { n: 1_000_000 }).text).toMatch(/^1\s000\s000 de places restantes$/);
  });

  test('that is missing is the one for all others', () => {
    expect(translate(own({ other: '{n} übrig' }), 'usage.left', { n: 1 })).toEqual({ text: '1 übrig' });
  });

  test('is English where `other` is missing, too', () => {
    expect(translate(own({ one: '{n} Platz' }), 'usage.left', { n: 3 }, en.messages)).toEqual({
      text: '3 places left',
      lang: 'en',
      dir: 'ltr',
    });
    expect(translate(own({}), 'usage.left', { n: 3 }, en.messages).text).toBe('3 places left');
  });
});

describe('numbers, percentages and durations', () => {
  test.each(LANGUAGES)('are written as %s writes them', (language) => {
    const catalogue = CATALOGUES[language];
    const { locale } = catalogue;
    const [value, max] = [1_234, 56_789];
    const written = new Intl.NumberFormat(locale);
    const { text } = translate(catalogue, 'usage.value', { value, max });
    expect(text).toContain(written.format(value));
    expect(text).toContain(written.format(max));
    expect(formatPercent(catalogue, 81.4)).toBe(
      new Intl.NumberFormat(locale, { style: 'percent' }).format(0.81),
    );
    const unit = (unit: string) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
    expect(formatSeconds(catalogue, 30)).toBe(unit('second').format(30));
    expect(formatSeconds(catalogue, 150)).toBe(unit('minute').format(3));
  });

  test('are no part of a text that is handed over', () => {
    expect(translate(de, 'presence.you', { name: '1234567' }).text).toBe('1234567 (Sie)');
  });
});

describe('bad input', () => {
  test.each([
    [{}, 'It has reached its limit of – people.'],
    [{ limit: Number.NaN }, 'It has reached its limit of – people.'],
    [{ limit: 0 }, 'It has reached its limit of 0 people.'],
    [{ limit: -5 }, 'It has reached its limit of -5 people.'],
    [{ limit: Number.POSITIVE_INFINITY }, 'It has reached its limit of ∞ people.'],
  ])('a limit as in %o', (values, text) => {
    expect(translate(en, 'document-full.admin.body', values).text).toBe(text);
  });

  test.each([undefined, Number.NaN, -1, 1.5, 'many'])('a count of %s', (n) => {
    for (const language of LANGUAGES) {
      const { text } = translate(CATALOGUES[language], 'usage.left', n === undefined ? {} : { n });
      expect(text).not.toMatch(/[{}]|NaN|undefined/);
    }
  });

  test('no placeholder is left, whatever is not handed over', () => {
    for (const language of LANGUAGES) {
      for (const id of IDS) expect(translate(CATALOGUES[language], id).text).not.toMatch(/[{}]/);
    }
  });

  test.each(['xx', 'klingon', 'not a tag', 'de_DE', ''])(
    'a locale like “%s” counts as English does',
    (locale) => {
      const catalogue = own({ one: '{n} one', other: '{n} other' }, locale);
      expect(translate(catalogue, 'usage.left', { n: 1 }).text).toBe('1 one');
      expect(translate(catalogue, 'usage.left', { n: 1_234.5 }).text).toBe('1,234.5 other');
      expect(formatPercent(catalogue, 50)).toBe('50%');
      expect(formatSeconds(catalogue, 5)).toBe('5 seconds');
    },
  );

  test('a value that looks like a placeholder is not filled again', () => {
    expect(translate(en, 'presence.you', { name: '{app}', app: 'Acme' }).text).toBe('{app} (you)');
  });
});

describe('English stands in', () => {
  const partial: Catalogue = { locale: 'ar', dir: 'rtl', messages: { app: 'تطبيق' } };

  test('for a message that is missing, and says that it is English', () => {
    expect(translate(partial, 'offline.title', {}, en.messages)).toEqual({
      text: 'You’re offline',
      lang: 'en',
      dir: 'ltr',
    });
    expect(translate(partial, 'app')).toEqual({ text: 'تطبيق' });
  });

  test('with its own numbers and plurals', () => {
    const { text } = translate(partial, 'usage.left', { n: 1_234 }, en.messages);
    expect(text).toBe('1,234 places left');
  });
});
