import type { Catalogue, MessageId, Messages } from './catalogue.ts';
import type { Message, MessageValues } from './message.ts';
import { placeOf } from './place-of.ts';

/** A message in words. */
export interface Translation {
  readonly text: string;
  /** The language it came out in, where that is not the one asked for: English stands in for what is missing. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
}

/** English without its words: whoever asks brings them along. */
export const ENGLISH: Catalogue = { locale: 'en', dir: 'ltr', messages: {} };

/** Stands for a number that nobody knows. A sentence with it is odd, one with a raw placeholder is broken. */
const UNKNOWN = '–';

/**
 * Says a message in a language.
 *
 * @param values - fill the placeholders; `n` chooses the plural form
 * @param english - stands in where the catalogue lacks the message or its `other` form; default: no words
 */
export function translate(
  { messages, locale }: Catalogue,
  id: MessageId,
  values: MessageValues = {},
  english: Messages = {},
): Translation {
  const form = formOf(messages[id] ?? messages[placeOf(id)], values, locale);
  if (form !== undefined) return { text: fill(form, values, locale) };
  const { locale: lang, dir } = ENGLISH;
  const text = fill(formOf(english[id], values, lang) ?? id, values, lang);
  return locale === lang ? { text } : { text, lang, dir };
}

function formOf(message: Message | undefined, { n }: MessageValues, locale: string): string | undefined {
  if (typeof message !== 'object') return message;
  const category = new Intl.PluralRules(known(locale)).select(Number(n ?? 0));
  return message[category] ?? message.other;
}

function fill(form: string, values: MessageValues, locale: string): string {
  return form.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? Number.NaN;
    if (typeof value === 'string') return value;
    return Number.isNaN(value) ? UNKNOWN : formatNumber(locale, value);
  });
}

/** A duration as a language writes it: `30 seconds`; from 120 seconds on in minutes, rounded up. */
export function formatSeconds({ locale }: Catalogue, seconds: number): string {
  const [value, unit] = seconds < 120 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return formatNumber(locale, value, { style: 'unit', unit, unitDisplay: 'long' });
}

/** @param percent - 0 to 100 */
export function formatPercent({ locale }: Catalogue, percent: number): string {
  return formatNumber(locale, percent / 100, { style: 'percent', maximumFractionDigits: 0 });
}

function formatNumber(locale: string, value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(known(locale), options).format(value);
}

/** A tag that Intl does not know would stand for the machine's own language. */
function known(locale: string): string {
  return Intl.NumberFormat.supportedLocalesOf(tagOf(locale) ?? [])[0] ?? ENGLISH.locale;
}

/** A language tag as it is written, e.g. in `lang`; `undefined` for what is none, which would make Intl throw. */
export function tagOf(locale: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}
