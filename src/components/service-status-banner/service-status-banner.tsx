'use client';
import { forwardRef, type Ref } from 'react';
import { degraded as english } from '../../messages/english/notices.ts';
import { useServiceHealth } from '../../react/use-service-health.ts';
import { forADay } from '../notice/dismissals.ts';
import { checkStatus, dismiss } from '../notice/notice-actions.ts';
import { degraded, maintenance } from '../notice/notice-contents.ts';
import { type NoticeComponentProps, NoticeOf } from '../notice/notice-of.tsx';
import { PlainNotice } from '../notice/plain-notice.tsx';
import { useNotice } from '../notice/use-notice.ts';
import { useSettings } from '../settings/settings.tsx';
import { wordsOf } from '../settings/words.tsx';

const KINDS = ['maintenance', 'degraded'] as const;

/**
 * Maintenance, or a service that is slow, with a link to its status page: as the document's connection met it,
 * or, while that is well, as the service itself says.
 */
export const ServiceStatusBanner = forwardRef(function ServiceStatusBanner(
  props: NoticeComponentProps,
  ref: Ref<HTMLElement>,
) {
  const [settings, { document, form, ...rest }] = useSettings(props);
  const notice = useNotice(document, KINDS);
  const { value } = useServiceHealth();
  if (notice !== null || !value || value.status === 'healthy') {
    return <NoticeOf root={ref} contents={[maintenance, degraded]} {...props} />;
  }
  const { say } = wordsOf(settings, english);
  return (
    <PlainNotice
      root={ref}
      settings={settings}
      kind="degraded"
      severity="warning"
      form={form}
      text={{ title: say('degraded.title'), body: say('degraded.body') }}
      actions={[checkStatus, dismiss]}
      dismissal={forADay}
      dismissedAs="degraded"
      spokenAs={`health ${value.timestamp}`}
      {...rest}
    />
  );
});
