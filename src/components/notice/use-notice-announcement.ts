'use client';
import { useEffect, useRef } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { useAnnouncer } from '../announcer/use-announcer.ts';
import type { NoticeSettings } from '../settings/settings.tsx';
import { say } from '../settings/text.tsx';
import { contentOf } from './notice-content.ts';
import type { Notice } from './notice-watch.ts';

/** What interrupts: what a person has to know before going on. */
const ASSERTIVE: readonly Notice['kind'][] = [
  'missing-token',
  'session-expired',
  'forbidden',
  'not-permitted',
  'misconfigured',
];

/** Says a notice when it appears, and that all is well when it has gone because the document is in sync. */
export function useNoticeAnnouncement(notice: Notice | null, settings: NoticeSettings): void {
  const announce = useAnnouncer();
  const latest = useRef<Notice | null>(null);
  const { kind, since, document } = notice ?? {};

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once a notice, whatever else renders
  useEffect(() => {
    const before = latest.current;
    latest.current = notice;
    if (notice !== null) {
      const { title, body, values } = contentOf(notice, settings.audience);
      const words = [say(settings, title, values), say(settings, body, values)];
      announce({
        key: keyOf(notice),
        text: words.map(({ text }) => sentence(text)).join(' '),
        urgency: ASSERTIVE.includes(notice.kind) ? 'assertive' : 'polite',
        lang: words[0]?.lang ?? settings.messages.locale,
      });
      return;
    }
    if (before === null) return;
    return onceInSync(before.document, () => {
      const { text, lang } = say(settings, before.placement === 'page' ? 'joined' : 'recovered');
      announce({
        key: `${keyOf(before)} over`,
        text,
        urgency: 'polite',
        lang: lang ?? settings.messages.locale,
      });
    });
  }, [kind, since, document]);
}

/** A title has no full stop, and without one it would be read as one with what follows. */
export function sentence(text: string): string {
  return /[\p{P}]$/u.test(text) ? text : `${text}.`;
}

function keyOf({ document, kind, since }: Notice): string {
  return `${document.name} ${kind} ${since}`;
}

/** Edits that were kept are sent a moment after the document is live: until then not all is well. */
function onceInSync({ store }: WireSocketDocument, tell: () => void): () => void {
  const stop = store.subscribe(look);
  function look(): void {
    const { connection, unsynced } = store.getState();
    if (connection.status === 'live' && unsynced) return;
    stop();
    if (connection.status === 'live') tell();
  }
  look();
  return stop;
}
