import type { ReactNode } from 'react';
import { type NoticeKind, useNotice } from '../../src/components/index.ts';
import { useRetryCountdown, type WireSocketDocument } from '../../src/index.ts';
import './catalogue.css';

/** What a {@link HeadlessNotice} takes. */
export interface HeadlessNoticeProps {
  readonly document?: WireSocketDocument | undefined;
  readonly kinds?: readonly NoticeKind[] | undefined;
  /** The app's own words. */
  readonly words: string;
}

/** What an app makes by itself of `useNotice`: its own words and elements, the kit's delays and priority. */
export function HeadlessNotice({ document, kinds, words }: HeadlessNoticeProps): ReactNode {
  const notice = useNotice(document, kinds);
  if (notice === null) return null;
  const { kind, severity, placement, problem } = notice;
  return (
    <section className="cat-headless" aria-label="The app’s own notice">
      <p>
        <strong>{words}</strong>
      </p>
      <dl>
        <dt>kind</dt>
        <dd>{kind}</dd>
        <dt>severity</dt>
        <dd>{severity}</dd>
        <dt>placement</dt>
        <dd>{placement}</dd>
        <dt>recovery</dt>
        <dd>{problem.recovery}</dd>
        <dt>next try</dt>
        <dd>
          <NextTry document={notice.document} />
        </dd>
      </dl>
      <button type="button" onClick={notice.document.retry}>
        Try now
      </button>
    </section>
  );
}

/** By itself, so that a second's tick renders the digits alone. */
function NextTry({ document }: { readonly document: WireSocketDocument }): ReactNode {
  const seconds = useRetryCountdown(document);
  return seconds === null ? 'not by itself' : `in ${seconds} s`;
}
