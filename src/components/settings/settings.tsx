'use client';
import { createContext, type ReactElement, type ReactNode, useContext } from 'react';
import { type Catalogue, en } from '../../messages/en.ts';

/** Whom a component speaks to: who works in a document, who runs the plan, or who builds the app. */
export type Audience = 'user' | 'admin' | 'developer';

/** Where the links of the components lead. */
export interface NoticeLinks {
  /** The service's status page. Default: https://status.wiresocket.com */
  readonly status: string;
  /** Where a plan is upgraded. Default: https://dashboard.wiresocket.com */
  readonly dashboard: string;
  /** The app's own help; without it there is no link to it. */
  readonly help: string | null;
}

/** What an app does where a component offers it. Without a handler there is no button. */
export interface NoticeHandlers {
  /** Signs in without leaving the page; fulfilled when it is done, and the document connects again. */
  readonly onSignIn?: (() => void | Promise<void>) | undefined;
  readonly onSwitchAccount?: (() => void) | undefined;
  readonly onRequestAccess?: (() => void) | undefined;
  readonly onGetHelp?: (() => void) | undefined;
  readonly onTellAdmin?: (() => void) | undefined;
  /** Instead of the link to the dashboard. */
  readonly onUpgrade?: (() => void) | undefined;
  readonly onViewUsage?: (() => void) | undefined;
  /** @param suggestion - a name that would work */
  readonly onRename?: ((suggestion: string) => void) | undefined;
  readonly onGoBack?: (() => void) | undefined;
}

/** What all components of the kit go by. */
export interface NoticeSettings extends NoticeHandlers {
  readonly messages: Catalogue;
  readonly audience: Audience;
  /** The app's name, in texts for admins. */
  readonly app: string | null;
  readonly links: NoticeLinks;
  /** Where edits that were not sent are kept: `device` only where the app stores its documents itself. */
  readonly keeps: 'tab' | 'device';
}

const DEFAULTS: NoticeSettings = {
  messages: en,
  audience: 'user',
  app: null,
  links: {
    status: 'https://status.wiresocket.com',
    dashboard: 'https://dashboard.wiresocket.com',
    help: null,
  },
  keeps: 'tab',
};

const SettingsContext = createContext(DEFAULTS);

/** What can be set, for all components below or for one of them. */
export interface NoticeSettingsProps extends NoticeHandlers {
  /** Default: English. */
  readonly messages?: Catalogue | undefined;
  /** Default: `user`. */
  readonly audience?: Audience | undefined;
  /** Default: “This app”. */
  readonly app?: string | undefined;
  readonly links?: Partial<NoticeLinks> | undefined;
  /** Default: `tab`. */
  readonly keeps?: 'tab' | 'device' | undefined;
}

/** Sets the language, the audience and the app's own actions for all components below. */
export function NoticeSettingsProvider({
  children,
  ...props
}: NoticeSettingsProps & { readonly children?: ReactNode }): ReactElement {
  return <SettingsContext.Provider value={useNoticeSettings(props)}>{children}</SettingsContext.Provider>;
}

/** The settings of the nearest provider, with those of one component on top. */
export function useNoticeSettings({ links, ...own }: NoticeSettingsProps = {}): NoticeSettings {
  const inherited = useContext(SettingsContext);
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return { ...inherited, ...given, links: { ...inherited.links, ...links } };
}

const SETTINGS: readonly string[] = [
  'messages',
  'audience',
  'app',
  'links',
  'keeps',
  'onSignIn',
  'onSwitchAccount',
  'onRequestAccess',
  'onGetHelp',
  'onTellAdmin',
  'onUpgrade',
  'onViewUsage',
  'onRename',
  'onGoBack',
] satisfies readonly (keyof NoticeSettingsProps)[];

/** Tells a component's settings from what belongs to its element. */
export function splitSettings<Props extends NoticeSettingsProps>(
  props: Props,
): { readonly settings: NoticeSettingsProps; readonly rest: Omit<Props, keyof NoticeSettingsProps> } {
  const entries = Object.entries(props);
  return {
    settings: Object.fromEntries(entries.filter(([name]) => SETTINGS.includes(name))),
    rest: Object.fromEntries(entries.filter(([name]) => !SETTINGS.includes(name))) as Omit<
      Props,
      keyof NoticeSettingsProps
    >,
  };
}
