/** Text with placeholders in braces, like `{limit}`; or one form of it for each plural category of `{n}`. */
export type Message = string | PluralMessage;

/** The categories of `Intl.PluralRules` that a language has. `other` is there in every language. */
export type PluralMessage = { readonly other: string } & {
  readonly [Category in Exclude<Intl.LDMLPluralRule, 'other'>]?: string;
};

/** What a placeholder is filled with. Numbers are written as the language writes them. */
export type MessageValues = Readonly<Record<string, string | number>>;
