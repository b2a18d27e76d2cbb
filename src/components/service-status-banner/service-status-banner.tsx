'use client';
import { forwardRef, type Ref } from 'react';
import { useServiceHealth } from '../../react/use-service-health.ts';
import { type NoticeComponentProps, NoticeOf } from '../notice/notice-of.tsx';
import { useNotice } from '../notice/use-notice.ts';
import { ServiceHealthNote } from './service-health-note.tsx';

const KINDS = ['maintenance', 'degraded'] as const;

/**
 * Maintenance, or a service that is slow, with a link to its status page: as the document's connection met it,
 * or, while that is well, as the service itself says.
 */
export const ServiceStatusBanner = forwardRef(function ServiceStatusBanner(
  props: NoticeComponentProps,
  ref: Ref<HTMLElement>,
) {
  const notice = useNotice(props.document, KINDS);
  const { value } = useServiceHealth();
  if (notice !== null || value === null || value.status === 'healthy') {
    return <NoticeOf ref={ref} kinds={KINDS} {...props} />;
  }
  return <ServiceHealthNote ref={ref} {...props} />;
});
