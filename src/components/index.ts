/** Components for every documented condition, and the hooks and parts that they are made of. */
export { type Announcement, announce, onAnnouncement } from './announcer/announcer.ts';
export { useAnnouncer } from './announcer/use-announcer.ts';
export { ConnectionNotices } from './connection-notices/connection-notices.tsx';
export { ConnectionStatus, type ConnectionStatusProps } from './connection-status/connection-status.tsx';
export { Countdown, type CountdownProps } from './countdown/countdown.tsx';
export type { NoticeKind, NoticeSeverity } from './notice/notice-kind.ts';
export type { NoticeForm, NoticeLook, NoticeSlot, NoticeState } from './notice/notice-look.ts';
export type { NoticeComponentProps } from './notice/notice-of.tsx';
export type { Notice } from './notice/notice-watch.ts';
export { useNotice } from './notice/use-notice.ts';
export * from './notices/notices.tsx';
export { Part, type PartDefaults, type PartProps, type PartState } from './parts/part.tsx';
export {
  type Person,
  PresenceAvatars,
  type PresenceAvatarsProps,
} from './presence-avatars/presence-avatars.tsx';
export { ServiceStatusBanner } from './service-status-banner/service-status-banner.tsx';
export {
  type Audience,
  type NoticeHandlers,
  type NoticeLinks,
  type NoticeSettings,
  type NoticeSettingsProps,
  NoticeSettingsProvider,
  useNoticeSettings,
} from './settings/settings.tsx';
export {
  UnsyncedChanges,
  type UnsyncedChangesProps,
  type UnsyncedState,
} from './unsynced-changes/unsynced-changes.tsx';
export { useLeaveGuard } from './unsynced-changes/use-leave-guard.ts';
export type { UpgradeSlot, UpgradeState } from './upgrade-plan-prompt/upgrade-content.ts';
export {
  UpgradePlanPrompt,
  type UpgradePlanPromptProps,
} from './upgrade-plan-prompt/upgrade-plan-prompt.tsx';
export { UsageMeter, type UsageMeterProps } from './usage-meter/usage-meter.tsx';
export { UsageNotice, type UsageNoticeProps } from './usage-notice/usage-notice.tsx';
