'use client';
import { type ReactElement, useEffect, useState } from 'react';
import { useSpeaker } from '../announcer/use-speaker.ts';
import type { NoticeSettings } from '../settings/settings.tsx';
import type { Dismissal } from './dismissals.ts';
import type { NoticeAction, Situation } from './notice-action.ts';
import { NoticeView, type NoticeViewProps } from './notice-view.tsx';

/** What can be done about a notice that is of no document. */
export type PlainSituation = Pick<Situation, 'settings' | 'dismiss'>;

/** What a {@link PlainNotice} takes. */
export interface PlainNoticeProps
  extends Omit<NoticeViewProps<PlainSituation>, 'state' | 'canCollapse' | 'situation'> {
  readonly settings: NoticeSettings;
  readonly kind: 'degraded' | 'usage';
  readonly severity: 'critical' | 'warning';
  readonly form: string | undefined;
  readonly actions: readonly NoticeAction<PlainSituation>[];
  readonly dismissal: Dismissal;
  /** What was put away; it may be one level of a kind. */
  readonly dismissedAs: string;
  /** Has it spoken when it appears, once a key. */
  readonly spokenAs?: string | undefined;
}

/** A notice about the service or the plan, while the connection itself is well. It can be put away. */
export function PlainNotice({
  kind,
  severity,
  form,
  dismissal,
  dismissedAs,
  spokenAs,
  ...props
}: PlainNoticeProps): ReactElement | null {
  const { settings, text } = props;
  const [isAway, setAway] = useState(() => dismissal.isDismissed(dismissedAs));
  const speak = useSpeaker(settings);

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when it appears
  useEffect(() => {
    if (!isAway && spokenAs !== undefined) speak(spokenAs, 'polite', text.title, text.body);
  }, []);

  if (isAway) return null;
  const dismiss = () => {
    dismissal.dismiss(dismissedAs);
    setAway(true);
  };
  const placement = form === 'indicator' ? form : 'banner';
  return (
    <NoticeView
      state={{ kind, severity, placement, status: 'live' }}
      canCollapse={false}
      situation={{ settings, dismiss }}
      {...props}
    />
  );
}
