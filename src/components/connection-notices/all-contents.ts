import type { NoticeContent } from '../notice/notice-content.ts';
import * as content from '../notice/notice-contents.ts';

/** What every notice says and offers. Named one by one: a bundler makes an object with getters of a whole module. */
export const ALL_CONTENTS: readonly NoticeContent[] = [
  content.forbidden,
  content.notPermitted,
  content.missingToken,
  content.tokenUnavailable,
  content.misconfigured,
  content.invalidName,
  content.offline,
  content.sessionExpired,
  content.documentFull,
  content.connectionLimit,
  content.documentLimit,
  content.rateLimit,
  content.busy,
  content.maintenance,
  content.degraded,
  content.unreachable,
  content.reconnecting,
  content.redirect,
];
