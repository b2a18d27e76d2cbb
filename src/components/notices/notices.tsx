'use client';
import { type ForwardRefExoticComponent, forwardRef, type RefAttributes } from 'react';
import type { NoticeContent } from '../notice/notice-content.ts';
import * as contents from '../notice/notice-contents.ts';
import { type NoticeComponentProps, NoticeOf } from '../notice/notice-of.tsx';

/** A component that shows some kinds of notice, and nothing while there is none. */
export type NoticeComponent = ForwardRefExoticComponent<NoticeComponentProps & RefAttributes<HTMLElement>>;

function noticeOf(displayName: string, ...shown: readonly NoticeContent[]): NoticeComponent {
  const component: NoticeComponent = forwardRef((props, ref) => (
    <NoticeOf root={ref} contents={shown} {...props} />
  ));
  component.displayName = displayName;
  return component;
}

/** 4001, or no token to be had: live editing could not start. */
export const SignInNotice = /* @__PURE__ */ noticeOf(
  'SignInNotice',
  contents.missingToken,
  contents.tokenUnavailable,
  contents.misconfigured,
);

/** 4002 after the silent refresh failed. `onSignIn` signs in without leaving the page. */
export const SessionExpiredNotice = /* @__PURE__ */ noticeOf('SessionExpiredNotice', contents.sessionExpired);

/** 4003, or a 403 of the app's token endpoint. */
export const AccessDeniedNotice = /* @__PURE__ */ noticeOf(
  'AccessDeniedNotice',
  contents.forbidden,
  contents.notPermitted,
);

/** 4004: a waiting room, for the app's connections. */
export const ConnectionLimitBanner = /* @__PURE__ */ noticeOf(
  'ConnectionLimitBanner',
  contents.connectionLimit,
);

/** 4005: a waiting room, with a dialog that closes documents that are not needed. */
export const DocumentLimitBanner = /* @__PURE__ */ noticeOf('DocumentLimitBanner', contents.documentLimit);

/**
 * 4006, and a 429: the seconds to the next try, as a sentence and a ring. It can be turned off and on again,
 * and a re-mount changes nothing, since it counts from the deadline.
 */
export const RateLimitCountdown = /* @__PURE__ */ noticeOf(
  'RateLimitCountdown',
  contents.rateLimit,
  contents.busy,
);

/** 4007: the name breaks the rule. It suggests one that would work. */
export const InvalidNameNotice = /* @__PURE__ */ noticeOf('InvalidNameNotice', contents.invalidName);

/** 4008: a waiting room, which lets people in by itself when somebody leaves. */
export const DocumentFullBanner = /* @__PURE__ */ noticeOf('DocumentFullBanner', contents.documentFull);

/** 4009, once it takes longer than 2 s. */
export const RegionRedirectNotice = /* @__PURE__ */ noticeOf('RegionRedirectNotice', contents.redirect);

/** The device has had no network for 1 s. */
export const OfflineBanner = /* @__PURE__ */ noticeOf('OfflineBanner', contents.offline);

/** The connection has been lost for 5 s, or, in other words, for a minute. */
export const ReconnectingBanner = /* @__PURE__ */ noticeOf(
  'ReconnectingBanner',
  contents.reconnecting,
  contents.unreachable,
);
