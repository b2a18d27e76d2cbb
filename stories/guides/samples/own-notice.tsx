import { type NoticeKind, useNotice } from '../../../src/components/index.ts';
import { useRetryCountdown, type WireSocketDocument } from '../../../src/index.ts';
import './own-notice.css';

const WORDS: { readonly [Kind in NoticeKind]?: string } = {
  'document-full': 'No chair left at this table.',
  'rate-limit': 'Catching our breath.',
  forbidden: 'Members only.',
};

/** The kit decides what is told, and when. The words and the elements are the app’s. */
export function OwnNotice({ document }: { readonly document: WireSocketDocument }) {
  const notice = useNotice(document);
  if (notice === null) return null;
  return (
    <p className="own-notice" data-severity={notice.severity}>
      <strong>{WORDS[notice.kind] ?? 'The line is dead.'}</strong>
      <NextTry document={document} />
      <button type="button" onClick={document.retry}>
        Try now
      </button>
    </p>
  );
}

/** By itself, so that a second that passes renders the digits alone. */
function NextTry({ document }: { readonly document: WireSocketDocument }) {
  const seconds = useRetryCountdown(document);
  return seconds === null ? null : <span>Next try in {seconds} s.</span>;
}
