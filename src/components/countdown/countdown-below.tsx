'use client';
import type { ReactElement } from 'react';
import { useDocumentState } from '../../react/use-document-state.ts';
import { isPaused } from '../notice/is-paused.ts';
import type { BelowProps } from '../notice/notice-content.ts';
import { Countdown, type CountdownProps } from './countdown.tsx';
import { CountdownRing } from './countdown-ring.tsx';

/** “Reconnecting in {time}.” */
export function ReconnectingIn(props: BelowProps): ReactElement {
  return <Wait {...props} sentence="countdown.reconnecting" />;
}

/** “Trying again in {time}.” */
export function TryingAgainIn(props: BelowProps): ReactElement {
  return <Wait {...props} sentence="countdown.trying" />;
}

/** A wait as a sentence and a ring. */
function Wait({
  notice: { document, since },
  settings: { messages },
  slot,
  sentence,
}: BelowProps & Pick<CountdownProps, 'sentence'>): ReactElement {
  const { connection } = useDocumentState(document);
  const { state, className, render } = slot('countdown');
  const until = connection.status === 'waiting' && connection.retryAt;
  return (
    <>
      <Countdown
        document={document}
        sentence={sentence}
        isPaused={isPaused(document)}
        messages={messages}
        className={typeof className === 'function' ? className(state) : className}
        render={typeof render === 'function' ? (props) => render(props, state) : render}
      />
      {until && <CountdownRing key={until} since={since} until={until} />}
    </>
  );
}
