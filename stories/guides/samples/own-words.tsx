import { DocumentFullBanner, DocumentLimitBanner } from '../../../src/components/index.ts';
import type { WireSocketDocument } from '../../../src/index.ts';
import { de } from '../../../src/messages/de.ts';
import type { Catalogue } from '../../../src/messages/en.ts';

/** A language of the kit, with some words of one’s own. */
const ours: Catalogue = {
  ...de,
  messages: { ...de.messages, 'document-full.title': 'Der Tisch ist voll besetzt' },
};

/** A language that the kit lacks. What is not there yet is said in English, and marked as such. */
const nl: Catalogue = {
  locale: 'nl',
  dir: 'ltr',
  messages: {
    'document-limit.title': 'Er zijn te veel documenten open',
    'action.close-unused': 'Ongebruikte documenten sluiten',
    // A form for each category that Intl.PluralRules has for the language, chosen by {n}.
    'action.close-selected': { one: '{n} document sluiten', other: '{n} documenten sluiten' },
  },
};

export function OwnWords({ document }: { readonly document: WireSocketDocument }) {
  return (
    <>
      <DocumentFullBanner document={document} messages={ours} />
      <DocumentLimitBanner document={document} messages={nl} />
    </>
  );
}
