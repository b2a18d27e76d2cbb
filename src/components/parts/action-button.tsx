'use client';
import { type ReactElement, useState } from 'react';
import type { MessageId } from '../../messages/en.ts';
import { useSpeaker } from '../announcer/use-speaker.ts';
import type { Words } from '../settings/words.tsx';
import type { SlotProps } from './look.ts';
import { Part, type PartState } from './part.tsx';

/** Somewhere to go, or something to do. */
export type ActionOffer<Id extends MessageId = MessageId> =
  | { readonly href: string }
  | {
      /** A promise keeps the button busy. */
      readonly run: () => void | Promise<void>;
      /** What it says meanwhile. */
      readonly whileRunning?: Id;
      /** What it says once it is done, as long as it has the focus. */
      readonly done?: Id;
    };

/** What an {@link ActionButton} takes. */
export interface ActionButtonProps<Id extends MessageId, State extends PartState> {
  /** Shown as `data-action`. */
  readonly id?: string | undefined;
  readonly label: Id;
  readonly words: Words<Id>;
  readonly values?: Readonly<Record<string, number>> | undefined;
  readonly offer: ActionOffer<Id>;
  readonly isPrimary?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly part: SlotProps<State>;
}

/** How far it is with what its button does. */
type Progress = 'idle' | 'running' | 'done';

/** A button, or a link where the action leads somewhere. While it is busy it does not lose the focus. */
export function ActionButton<Id extends MessageId, State extends PartState>({
  id,
  label,
  words,
  values,
  offer,
  isPrimary,
  disabled,
  part,
}: ActionButtonProps<Id, State>): ReactElement {
  const speak = useSpeaker(words.settings);
  const [progress, setProgress] = useState<Progress>('idle');
  const shared = {
    ...part,
    name: 'notice-action',
    'data-primary': isPrimary ? '' : undefined,
    'data-action': id,
  };
  if ('href' in offer)
    return (
      <Part tag="a" {...shared} {...{ href: offer.href, target: '_blank', rel: 'noreferrer' }}>
        {words.show(label)}
      </Part>
    );

  const { run, whileRunning = label, done = label } = offer;
  function enter(next: Progress, says: Id): void {
    setProgress(next);
    // Not everything that reads a page tells that a button has another name.
    if (says !== label) speak(says + Date.now(), 'polite', words.say(says));
  }
  async function press(): Promise<void> {
    if (progress === 'running') return;
    try {
      const work = run();
      // What is done at once is never busy, and shown before the press is over: one that follows is one of its own.
      if (work) {
        enter('running', whileRunning);
        await work;
      }
      enter('done', done);
    } catch {
      // A sign-in that was called off, a clipboard that is not allowed: the button is there for another try.
      setProgress('idle');
    }
  }

  return (
    <Part
      tag="button"
      {...shared}
      {...{ type: 'button', disabled }}
      aria-busy={progress === 'running'}
      onClick={press}
      onBlur={() => setProgress((now) => (now === 'done' ? 'idle' : now))}
    >
      {words.show({ idle: label, running: whileRunning, done }[progress], values)}
    </Part>
  );
}
