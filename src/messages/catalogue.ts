import type { Groups } from './en.ts';
import type { Message } from './message.ts';

/** The English words in one type. */
type English = UnionToIntersection<Groups[keyof Groups]>;

type UnionToIntersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer Intersection,
) => void
  ? Intersection
  : never;

/** The name of a message. */
export type MessageId = keyof English;

/** The messages that count something: they have a form for each plural category. */
export type PluralMessageId = {
  [Id in MessageId]: English[Id] extends string ? never : Id;
}[MessageId];

/** Some messages, by name. */
export type Messages = { readonly [Id in MessageId]?: Message };

/** A language's words for what the components say. English stands in for what it lacks. */
export interface Catalogue {
  /** A BCP 47 tag, for numbers, plurals and the `lang` attribute. */
  readonly locale: string;
  /** Which way it is written, for the `dir` attribute. */
  readonly dir: 'ltr' | 'rtl';
  /** By name; in the catalogues of the kit by their place in the English one, which keeps them small. */
  readonly messages: Messages & { readonly [place: number]: Message };
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
