'use client';
import { createContext, type ReactElement, type ReactNode, useContext } from 'react';
import type { Catalogue } from '../../messages/en.ts';
import { ENGLISH, tagOf } from '../../messages/translate.ts';

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
  /** Signs in as somebody else, where this person may not open the document. */
  readonly onSwitchAccount?: (() => void) | undefined;
  /** Asks for access to the document. */
  readonly onRequestAccess?: (() => void) | undefined;
  /** Opens the app's own help. Instead of the link in `links.help`. */
  readonly onGetHelp?: (() => void) | undefined;
  /** Tells the app's admin that a limit of the plan was met. */
  readonly onTellAdmin?: (() => void) | undefined;
  /** Instead of the link to the dashboard. */
  readonly onUpgrade?: (() => void) | undefined;
  /** Instead of the link to the dashboard. */
  readonly onViewUsage?: (() => void) | undefined;
  /**
   * Offers “Rename”.
   *
   * @param suggestion - a name that would work
   */
  readonly onRename?: ((suggestion: string) => void) | undefined;
  /** Leaves a document whose name breaks the rule. */
  readonly onGoBack?: (() => void) | undefined;
}

/** What all components of the kit go by. */
export interface NoticeSettings extends NoticeHandlers {
  /** A language. What it lacks is said in English. */
  readonly messages: Catalogue;
  /** Whom the components speak to. */
  readonly audience: Audience;
  /** The app's name, in texts for admins. */
  readonly app: string | null;
  /** Where their links lead. */
  readonly links: NoticeLinks;
  /** Where edits that were not sent are kept: `device` only where the app stores its documents itself. */
  readonly keeps: 'tab' | 'device';
  /** Whether people can rename a document. */
  readonly canRename: boolean;
}

/** What can be set, for all components below or for one of them. */
export interface NoticeSettingsProps extends NoticeHandlers {
  /** Default: English. */
  readonly messages?: Catalogue | undefined;
  /** Default: `user`. */
  readonly audience?: Audience | undefined;
  /** Default: “This app”. */
  readonly app?: string | undefined;
  /** Where the links lead. Default for each: see {@link NoticeLinks}. */
  readonly links?: Partial<NoticeLinks> | undefined;
  /** Default: `tab`. */
  readonly keeps?: 'tab' | 'device' | undefined;
  /** Default: `true`. “Rename” takes an `onRename` besides; where nobody can rename, no other name is suggested. */
  readonly canRename?: boolean | undefined;
}

/** Names every setting there is, so that they can be told from what belongs to an element. */
const DEFAULTS: NoticeSettings & Record<keyof NoticeSettingsProps, unknown> = {
  messages: ENGLISH,
  audience: 'user',
  app: null,
  links: {
    status: 'https://status.wiresocket.com',
    dashboard: 'https://dashboard.wiresocket.com',
    help: null,
  },
  keeps: 'tab',
  canRename: true,
  onSignIn: undefined,
  onSwitchAccount: undefined,
  onRequestAccess: undefined,
  onGetHelp: undefined,
  onTellAdmin: undefined,
  onUpgrade: undefined,
  onViewUsage: undefined,
  onRename: undefined,
  onGoBack: undefined,
};

const SettingsContext = createContext<NoticeSettings>(DEFAULTS);

/** Sets the language, the audience and the app's own actions for all components below. */
export function NoticeSettingsProvider({
  children,
  ...props
}: NoticeSettingsProps & { readonly children?: ReactNode }): ReactElement {
  return <SettingsContext.Provider value={useNoticeSettings(props)}>{children}</SettingsContext.Provider>;
}

/** The settings of the nearest provider, with those of one component on top. */
export function useNoticeSettings(own: NoticeSettingsProps = {}): NoticeSettings {
  return useSettings(own)[0];
}

/** Tells a component's settings, which it partly inherits, from what belongs to its element. */
export function useSettings<Props extends NoticeSettingsProps>({
  links,
  ...props
}: Props): readonly [settings: NoticeSettings, rest: Omit<Props, keyof NoticeSettingsProps>] {
  const inherited = useContext(SettingsContext);
  const settings = { ...inherited, links: { ...inherited.links, ...links } };
  const rest = {} as Omit<Props, keyof NoticeSettingsProps>;
  for (const [name, value] of Object.entries(props)) {
    const target: Record<string, unknown> = name in DEFAULTS ? settings : rest;
    if (value !== undefined) target[name] = value;
  }
  // Its words may be of another language than the page around it.
  const { locale, dir } = settings.messages;
  return [settings, { lang: tagOf(locale), dir, ...rest }];
}
