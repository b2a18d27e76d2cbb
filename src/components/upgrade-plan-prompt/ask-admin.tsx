'use client';
import type { ReactElement } from 'react';
import { copyMessage, notNow } from '../../messages/english/actions.ts';
import { askAdmin } from '../../messages/english/components.ts';
import { bodyIdOf } from '../dialog/dialog.tsx';
import { copyText } from '../notice/copy-text.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { wordsOf } from '../settings/words.tsx';
import type { UpgradeContentProps } from './upgrade-content.ts';

/** For who cannot change the plan: a message for somebody who can. */
export function AskAdmin({ settings, titleId, slot, onClose }: UpgradeContentProps): ReactElement {
  const words = wordsOf(settings, { ...askAdmin, ...copyMessage, ...notNow });
  const message = words.say('upgrade.ask.message', { url: settings.links.dashboard });
  return (
    <>
      <h2 className="ws-dialog-title" id={titleId}>
        {words.show('upgrade.ask.title')}
      </h2>
      <p id={bodyIdOf(titleId)}>{words.show('upgrade.ask.body')}</p>
      <blockquote className="ws-upgrade-message" lang={message.lang} dir={message.dir}>
        {message.text}
      </blockquote>
      <div className="ws-dialog-actions">
        <ActionButton
          label="action.copy-message"
          words={words}
          offer={{ run: () => copyText(message.text), done: 'action.copied' }}
          isPrimary
          part={slot('action')}
        />
        {onClose && (
          <ActionButton label="action.not-now" words={words} offer={{ run: onClose }} part={slot('action')} />
        )}
      </div>
    </>
  );
}
