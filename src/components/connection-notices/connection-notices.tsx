'use client';
import { forwardRef, type Ref } from 'react';
import { type NoticeComponentProps, NoticeOf } from '../notice/notice-of.tsx';
import { useNotice } from '../notice/use-notice.ts';
import { useNoticeSettings } from '../settings/settings.tsx';
import { UsageNotice } from '../usage-notice/usage-notice.tsx';
import { ALL_CONTENTS } from './all-contents.ts';

/**
 * Every notice there is, and of several the one that matters most: put it above the editor, and be done.
 * For admins and developers that the plan runs out comes last.
 */
export const ConnectionNotices = forwardRef(function ConnectionNotices(
  props: NoticeComponentProps,
  ref: Ref<HTMLElement>,
) {
  const { document, form, children, ...rest } = props;
  const { audience } = useNoticeSettings(props);
  const isCalm = useNotice(document) === null;
  return (
    <>
      <NoticeOf root={ref} contents={ALL_CONTENTS} {...props} />
      {isCalm && audience !== 'user' ? (
        <UsageNotice {...rest} form={form === 'indicator' ? form : 'banner'} />
      ) : null}
    </>
  );
});
