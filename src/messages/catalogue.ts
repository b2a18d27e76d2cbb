import type { messages } from './en.ts';
import type { Message } from './message.ts';

/** The name of a message. */
export type MessageId = keyof typeof messages;

/** The messages that count something: they have a form for each plural category. */
export type PluralMessageId = {
  [Id in MessageId]: (typeof messages)[Id] extends string ? never : Id;
}[MessageId];

/** A language's words for what the components say. English stands in for what it lacks. */
export interface Catalogue {
  /** A BCP 47 tag, for numbers, plurals and the `lang` attribute. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  /** By name. The package has its own translations without names, each message at its place: they are small. */
  readonly messages: { readonly [Id in MessageId]?: Message } & { readonly [place: number]: Message };
}

/**
 * All messages of a language, for `satisfies`: one that is missing or misspelt is a type error, and so is a
 * plural category that is missing.
 *
 * @typeParam Category - the plural categories that `Intl.PluralRules` has for the language
 */
export type CompleteMessages<Category extends Intl.LDMLPluralRule = 'other'> = {
  readonly [Id in MessageId]: Id extends PluralMessageId
    ? { readonly [C in Category | 'other']: string }
    : string;
};

/** A catalogue that lacks nothing. */
export interface CompleteCatalogue<Category extends Intl.LDMLPluralRule = 'other'> extends Catalogue {
  readonly messages: CompleteMessages<Category>;
}
