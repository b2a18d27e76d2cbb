import type { ReactNode } from 'react';
import { type Audience, ConnectionNotices, ConnectionStatus } from '../../src/components/index.ts';
import type { WireSocketDocument } from '../../src/index.ts';
import type { Catalogue } from '../../src/messages/en.ts';
import { CATALOGUES, LOCALES } from './catalogues.ts';
import { appHandlers } from './notice-story.tsx';
import './catalogue.css';

/** What {@link Languages} show. */
export interface LanguagesProps {
  readonly document: WireSocketDocument;
  /** Default: `user`. */
  readonly audience?: Audience | undefined;
  /** Default: “This app”, in each language. */
  readonly app?: string | undefined;
}

/** One document, and what is told of it in every language that there is. */
export function Languages({ document, ...settings }: LanguagesProps): ReactNode {
  return (
    <div className="cat-languages">
      {LOCALES.map((name) => {
        const messages = CATALOGUES[name];
        return messages === undefined ? null : (
          <section key={name} aria-labelledby={`language-${name}`}>
            <h2 id={`language-${name}`}>
              <span lang={messages.locale} dir={messages.dir}>
                {nameOf(messages)}
              </span>
              <code>{name}</code>
              <ConnectionStatus document={document} messages={messages} />
            </h2>
            <ConnectionNotices document={document} messages={messages} {...settings} {...appHandlers} />
          </section>
        );
      })}
    </div>
  );
}

/** What a language calls itself. */
function nameOf({ locale }: Catalogue): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale;
}
