'use client';
import { forwardRef, type Ref } from 'react';
import { useServiceHealth } from '../../react/use-service-health.ts';
import { type NoticeComponentProps, NoticeOf } from '../notice/notice-of.tsx';
import { PlainNotice } from '../notice/plain-notice.tsx';
import { useNotice } from '../notice/use-notice.ts';
import { splitSettings, useNoticeSettings } from '../settings/settings.tsx';

const KINDS = ['maintenance', 'degraded'] as const;

/**
 * Maintenance, or a service that is slow, with a link to its status page: as the document's connection met it,
 * or, while that is well, as the service itself says.
 */
export const ServiceStatusBanner = forwardRef(function ServiceStatusBanner(
  props: NoticeComponentProps,
  ref: Ref<HTMLElement>,
) {
  const { document, form, classNames, slots, ...rest } = props;
  const { links } = useNoticeSettings(splitSettings(props).settings);
  const notice = useNotice(document, KINDS);
  const { value } = useServiceHealth();
  if (notice !== null || value === null || value.status === 'healthy') {
    return <NoticeOf ref={ref} kinds={KINDS} {...props} />;
  }
  return (
    <PlainNotice
      ref={ref}
      kind="degraded"
      severity="warning"
      heading="degraded.title"
      text="degraded.body"
      action="action.check-status"
      href={links.status}
      spokenAs={`health ${value.timestamp}`}
      {...rest}
    />
  );
});
