'use client';
import { forwardRef, type Ref } from 'react';
import { type NoticeComponentProps, NoticeOf } from '../notice/notice-of.tsx';
import { useNotice } from '../notice/use-notice.ts';
import { splitSettings, useNoticeSettings } from '../settings/settings.tsx';
import { UsageNotice } from '../usage-notice/usage-notice.tsx';

/**
 * Every notice there is, and of several the one that matters most: put it above the editor, and be done.
 * For admins and developers that the plan runs out comes last.
 */
export const ConnectionNotices = forwardRef(function ConnectionNotices(
  props: NoticeComponentProps,
  ref: Ref<HTMLElement>,
) {
  const { document, form, classNames, slots, children, ...rest } = props;
  const { audience } = useNoticeSettings(splitSettings(props).settings);
  const isCalm = useNotice(document) === null;
  return (
    <>
      <NoticeOf ref={ref} {...props} />
      {isCalm && audience !== 'user' ? <UsageNotice {...rest} /> : null}
    </>
  );
});
