'use client';
import { type ForwardRefExoticComponent, forwardRef, type RefAttributes } from 'react';
import type { NoticeKind } from '../notice/notice-kind.ts';
import { type NoticeComponentProps, NoticeOf } from '../notice/notice-of.tsx';

/** A component that shows some kinds of notice, and nothing while there is none. */
export type NoticeComponent = ForwardRefExoticComponent<NoticeComponentProps & RefAttributes<HTMLElement>>;

function noticeOf(displayName: string, kinds: readonly NoticeKind[]): NoticeComponent {
  const component: NoticeComponent = forwardRef((props, ref) => (
    <NoticeOf ref={ref} kinds={kinds} {...props} />
  ));
  component.displayName = displayName;
  return component;
}

/** 4001, or no token to be had: live editing could not start. */
export const SignInNotice = /* @__PURE__ */ noticeOf('SignInNotice', ['missing-token', 'misconfigured']);

/** 4002 after the silent refresh failed. `onSignIn` signs in without leaving the page. */
export const SessionExpiredNotice = /* @__PURE__ */ noticeOf('SessionExpiredNotice', ['session-expired']);

/** 4003, or a 403 of the app's token endpoint. */
export const AccessDeniedNotice = /* @__PURE__ */ noticeOf('AccessDeniedNotice', [
  'forbidden',
  'not-permitted',
]);

/** 4004: a waiting room, for the app's connections. */
export const ConnectionLimitBanner = /* @__PURE__ */ noticeOf('ConnectionLimitBanner', ['connection-limit']);

/** 4005: a waiting room, with a dialog that closes documents that are not needed. */
export const DocumentLimitBanner = /* @__PURE__ */ noticeOf('DocumentLimitBanner', ['document-limit']);

/** 4007: the name breaks the rule. It suggests one that would work. */
export const InvalidNameNotice = /* @__PURE__ */ noticeOf('InvalidNameNotice', ['invalid-name']);

/** 4008: a waiting room, which lets people in by itself when somebody leaves. */
export const DocumentFullBanner = /* @__PURE__ */ noticeOf('DocumentFullBanner', ['document-full']);

/** 4009, once it takes longer than 2 s. */
export const RegionRedirectNotice = /* @__PURE__ */ noticeOf('RegionRedirectNotice', ['redirect']);

/** The device has had no network for 1 s. */
export const OfflineBanner = /* @__PURE__ */ noticeOf('OfflineBanner', ['offline']);

/** The connection has been lost for 5 s, or, in other words, for a minute. */
export const ReconnectingBanner = /* @__PURE__ */ noticeOf('ReconnectingBanner', [
  'reconnecting',
  'unreachable',
]);
