import type { CompleteCatalogue } from './catalogue.ts';
import * as actions from './english/actions.ts';
import * as components from './english/components.ts';
import * as notices from './english/notices.ts';

export type {
  Catalogue,
  CompleteCatalogue,
  CompleteMessages,
  MessageId,
  Messages,
  PluralMessageId,
} from './catalogue.ts';
export type { Message, PluralMessage } from './message.ts';

// English is kept in pieces, so that a component brings along its own and no more. Here they are together.
const groups = { ...notices, ...actions, ...components };

/** The pieces, for the types of `catalogue.ts`. */
export type Groups = typeof groups;

/** All of English: for apps that change some of its words. A component does without. */
export const en: CompleteCatalogue<'one' | 'other'> = {
  locale: 'en',
  dir: 'ltr',
  messages: Object.assign({}, ...Object.values(groups)),
};
