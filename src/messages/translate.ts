import { type Catalogue, en, type MessageId } from './en.ts';
import type { Message, MessageValues } from './message.ts';
import { placeOf } from './place-of.ts';

/** A message in words. */
export interface Translation {
  readonly text: string;
  /** The language it came out in, where that is not the one asked for: English stands in for what is missing. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
}

/** Stands for a number that nobody knows. A sentence with it is odd, one with a raw placeholder is broken. */
const UNKNOWN = '–';

/**
 * Says a message in a language.
 *
 * @param values - fill the placeholders; `n` chooses the plural form
 * @returns English where the catalogue lacks the message or its `other` form
 */
export function translate(catalogue: Catalogue, id: MessageId, values: MessageValues = {}): Translation {
  const form = formOf(catalogue, id, values);
  if (form !== null) return { text: fill(form, values, catalogue.locale) };
  const english = formOf(en, id, values) ?? id;
  return { text: fill(english, values, en.locale), lang: en.locale, dir: en.dir };
}

function formOf({ messages, locale }: Catalogue, id: MessageId, { n }: MessageValues): string | null {
  const message: Message | undefined = messages[id] ?? messages[placeOf(id)];
  if (message === undefined || typeof message === 'string') return message ?? null;
  const category = new Intl.PluralRules(known(locale)).select(Number(n ?? 0));
  return message[category] ?? message.other ?? null;
}

function fill(form: string, values: MessageValues, locale: string): string {
  return form.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? Number.NaN;
    if (typeof value === 'string') return value;
    return Number.isNaN(value) ? UNKNOWN : new Intl.NumberFormat(known(locale)).format(value);
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

/** A tag that Intl cannot read would make it throw; one that it does not know would stand for the machine's own. */
function known(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? en.locale;
  } catch {
    return en.locale;
  }
}
