import { type Catalogue, en, type MessageId } from './en.ts';
import type { Message, MessageValues } from './message.ts';

/** A message in words. */
export interface Translation {
  readonly text: string;
  /** The language it came out in, where that is not the one asked for: English stands in for what is missing. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
}

/**
 * Says a message in a language.
 *
 * @param values - fill the placeholders; `n` chooses the plural form
 * @returns English where the catalogue lacks the message or its `other` form
 */
export function translate(catalogue: Catalogue, id: MessageId, values: MessageValues = {}): Translation {
  const text = say(catalogue, catalogue.messages[id], values);
  if (text !== null) return { text };
  return { text: say(en, en.messages[id], values) ?? id, lang: en.locale, dir: en.dir };
}

function say({ locale }: Catalogue, message: Message | undefined, values: MessageValues): string | null {
  const form = message === undefined ? null : formOf(message, values, locale);
  return form === null ? null : fill(form, values, locale);
}

function formOf(message: Message, { n }: MessageValues, locale: string): string | null {
  if (typeof message === 'string') return message;
  const category = new Intl.PluralRules(known(locale)).select(Number(n ?? 0));
  return message[category] ?? message.other ?? null;
}

function fill(form: string, values: MessageValues, locale: string): string {
  return form.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? new Intl.NumberFormat(known(locale)).format(value) : value;
  });
}

/** Whole seconds as a language writes a duration: `30 seconds`. */
export function formatSeconds({ locale }: Catalogue, seconds: number): string {
  const [value, unit] = seconds < 120 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(known(locale), { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** @param percent - 0 to 100 */
export function formatPercent({ locale }: Catalogue, percent: number): string {
  return new Intl.NumberFormat(known(locale), { style: 'percent', maximumFractionDigits: 0 }).format(
    percent / 100,
  );
}

/** A tag that Intl cannot read, like that of a home-made language, would make it throw. */
function known(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? en.locale;
  } catch {
    return en.locale;
  }
}
