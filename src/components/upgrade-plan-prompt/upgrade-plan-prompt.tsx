'use client';
import { forwardRef, type ReactElement, type Ref, useId, useState } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { useUsage } from '../../react/use-usage.ts';
import { Dialog } from '../dialog/dialog.tsx';
import { copyText } from '../notice/copy-text.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import {
  type NoticeSettings,
  type NoticeSettingsProps,
  splitSettings,
  useNoticeSettings,
} from '../settings/settings.tsx';
import { say, Text } from '../settings/text.tsx';

/** What an {@link UpgradePlanPrompt} takes. */
export interface UpgradePlanPromptProps extends PartProps<{ audience: string }>, NoticeSettingsProps {
  /** The document that waits for a place: “I’ve upgraded” connects it with a fresh token. */
  readonly document?: WireSocketDocument | undefined;
  /** Default: `inline`. A dialog is opened by the person, never by itself. */
  readonly form?: 'inline' | 'dialog' | undefined;
  /** The plan's limit was met. Default: what the service says of its use. */
  readonly limit?: number | null | undefined;
}

/**
 * For an admin: the plan's limit, its use, and where it is upgraded. For all others: a message to copy to an
 * admin. As a dialog it is a button that opens one.
 */
export const UpgradePlanPrompt = forwardRef(function UpgradePlanPrompt(
  { document, form = 'inline', limit, ...props }: UpgradePlanPromptProps,
  ref: Ref<HTMLElement>,
) {
  const { settings: given, rest } = splitSettings(props);
  const settings = useNoticeSettings(given);
  const [isOpen, setOpen] = useState(false);
  const titleId = useId();
  const content = { document, limit, settings, titleId };
  const state = { audience: settings.audience };
  if (form === 'inline') {
    return (
      <Part tag="section" name="upgrade" aria-labelledby={titleId} state={state} ref={ref} {...rest}>
        <UpgradeContent {...content} />
      </Part>
    );
  }
  return (
    <>
      <Part
        tag="button"
        name="notice-action"
        state={state}
        ref={ref}
        {...{ type: 'button' }}
        {...rest}
        onClick={() => setOpen(true)}
      >
        <Text settings={settings} id={isForAdmins(settings) ? 'action.upgrade' : 'action.tell-admin'} />
      </Part>
      {isOpen ? (
        <Dialog titleId={titleId} onClose={() => setOpen(false)}>
          <UpgradeContent {...content} onClose={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </>
  );
});

interface UpgradeContentProps {
  readonly document: WireSocketDocument | undefined;
  readonly limit: number | null | undefined;
  readonly settings: NoticeSettings;
  readonly titleId: string;
  readonly onClose?: () => void;
}

function UpgradeContent(props: UpgradeContentProps): ReactElement {
  return isForAdmins(props.settings) ? <UpgradeForAdmin {...props} /> : <AskAdmin {...props} />;
}

function UpgradeForAdmin({ document, limit, settings, titleId, onClose }: UpgradeContentProps): ReactElement {
  const use = useUsage().value?.connections ?? null;
  const most = limit ?? use?.limit ?? Number.POSITIVE_INFINITY;
  const isKnown = Number.isFinite(most) && most >= 0;
  return (
    <>
      <h2 className="ws-dialog-title" id={titleId}>
        <Text settings={settings} id="upgrade.title" />
      </h2>
      <p>
        <Text
          settings={settings}
          id={isKnown ? 'upgrade.body' : 'upgrade.body.unknown'}
          values={isKnown ? { max: most } : {}}
        />
      </p>
      {use !== null && isKnown ? (
        <p className="ws-upgrade-use">
          <Text settings={settings} id="upgrade.use" values={{ value: use.current, max: most }} />
        </p>
      ) : null}
      <div className="ws-dialog-actions">
        <a
          className="ws-notice-action"
          data-primary=""
          href={settings.links.dashboard}
          target="_blank"
          rel="noreferrer"
        >
          <Text settings={settings} id="action.see-plans" />
        </a>
        {document === undefined ? null : (
          <button type="button" className="ws-notice-action" onClick={() => renew(document, onClose)}>
            <Text settings={settings} id="action.upgraded" />
          </button>
        )}
        {onClose === undefined ? null : (
          <button type="button" className="ws-notice-action" onClick={onClose}>
            <Text settings={settings} id="action.not-now" />
          </button>
        )}
      </div>
    </>
  );
}

function AskAdmin({ settings, titleId, onClose }: UpgradeContentProps): ReactElement {
  const [hasCopied, setCopied] = useState(false);
  const message = say(settings, 'upgrade.ask.message', { url: settings.links.dashboard }).text;
  return (
    <>
      <h2 className="ws-dialog-title" id={titleId}>
        <Text settings={settings} id="upgrade.ask.title" />
      </h2>
      <p>
        <Text settings={settings} id="upgrade.ask.body" />
      </p>
      <blockquote className="ws-upgrade-message">{message}</blockquote>
      <div className="ws-dialog-actions">
        <button
          type="button"
          className="ws-notice-action"
          data-primary=""
          onClick={() =>
            copyText(message).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          <Text settings={settings} id={hasCopied ? 'action.copied' : 'action.copy-message'} />
        </button>
        {onClose === undefined ? null : (
          <button type="button" className="ws-notice-action" onClick={onClose}>
            <Text settings={settings} id="action.not-now" />
          </button>
        )}
      </div>
    </>
  );
}

/** Limits travel in the token, so an upgrade counts from the next one on. */
function renew(document: WireSocketDocument, onClose?: () => void): void {
  document.renew();
  onClose?.();
}

function isForAdmins({ audience }: NoticeSettings): boolean {
  return audience !== 'user';
}
