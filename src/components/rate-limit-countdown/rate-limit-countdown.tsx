'use client';
import { forwardRef, type Ref } from 'react';
import { type NoticeComponentProps, NoticeOf } from '../notice/notice-of.tsx';
import { useNotice } from '../notice/use-notice.ts';
import { CountdownRing } from './countdown-ring.tsx';

const KINDS = ['rate-limit', 'busy'] as const;

/**
 * 4006, and a 429: the seconds to the next try, as a sentence and a ring. It can be turned off and on again,
 * and a re-mount changes nothing, since it counts from the deadline.
 */
export const RateLimitCountdown = forwardRef(function RateLimitCountdown(
  props: NoticeComponentProps,
  ref: Ref<HTMLElement>,
) {
  const notice = useNotice(props.document, KINDS);
  return (
    <NoticeOf ref={ref} kinds={KINDS} {...props}>
      {notice === null ? null : <CountdownRing document={notice.document} since={notice.since} />}
    </NoticeOf>
  );
});
