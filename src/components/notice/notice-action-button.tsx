'use client';
import { type ReactElement, useState } from 'react';
import { Part, type PartProps } from '../parts/part.tsx';
import type { NoticeSettings } from '../settings/settings.tsx';
import { Text } from '../settings/text.tsx';
import type { NoticeAction } from './notice-actions.ts';
import type { NoticeState } from './notice-view.tsx';

/** What a {@link NoticeActionButton} takes. */
export interface NoticeActionButtonProps {
  readonly action: NoticeAction;
  readonly isPrimary: boolean;
  readonly settings: NoticeSettings;
  readonly part: PartProps<NoticeState> & { readonly state: NoticeState };
}

/** A button, or a link where the action leads somewhere. A promise keeps it busy; it does not lose the focus. */
export function NoticeActionButton({
  action,
  isPrimary,
  settings,
  part,
}: NoticeActionButtonProps): ReactElement {
  const [progress, setProgress] = useState<'idle' | 'running' | 'done'>('idle');
  const shared = {
    ...part,
    name: 'notice-action',
    'data-primary': isPrimary ? '' : undefined,
    'data-action': action.id,
  };
  if ('href' in action) {
    const link = { href: action.href, target: '_blank', rel: 'noreferrer' };
    return (
      <Part tag="a" {...shared} {...link}>
        <Text settings={settings} id={action.label} />
      </Part>
    );
  }

  async function press(run: () => void | Promise<void>): Promise<void> {
    if (progress === 'running') return;
    setProgress('running');
    try {
      await run();
      setProgress('done');
    } catch {
      // A sign-in that was called off, a clipboard that is not allowed: the button is there for another try.
      setProgress('idle');
    }
  }

  const { run, label, whileRunning = label, done = label } = action;
  return (
    <Part
      tag="button"
      {...shared}
      {...{ type: 'button' }}
      aria-busy={progress === 'running'}
      onClick={() => void press(run)}
    >
      <Text settings={settings} id={{ idle: label, running: whileRunning, done }[progress]} />
    </Part>
  );
}
