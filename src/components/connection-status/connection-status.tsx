'use client';
import { forwardRef, type Ref, useEffect, useState } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import type { DocumentState } from '../../client/document-state.ts';
import type { ConnectionState } from '../../connection/state.ts';
import { status as english } from '../../messages/english/components.ts';
import type { Problem } from '../../protocol/problem.ts';
import { documentStore, useDocuments, useStores } from '../documents/use-documents.ts';
import { Icon } from '../icon/icon.tsx';
import { busy, live, offline, type Shape, warning } from '../icon/shapes.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, useSettings } from '../settings/settings.tsx';
import { wordsOf } from '../settings/words.tsx';

/** What a {@link ConnectionStatus} takes. */
export interface ConnectionStatusProps
  extends PartProps<{ readonly status: ConnectionState['status'] }>,
    NoticeSettingsProps {
  /** Default: all that the provider holds open. */
  readonly document?: WireSocketDocument | undefined;
}

/** What it can say, what is worst first: of several documents it tells that. */
const WORDS = ['stopped', 'offline', 'paused', 'waiting', 'reconnecting', 'connecting', 'live'] as const;

type Word = (typeof WORDS)[number];

const SHAPES: Readonly<Record<Word, Shape>> = {
  stopped: offline,
  offline,
  paused: warning,
  waiting: warning,
  reconnecting: busy,
  connecting: busy,
  live,
};

/** What lasts less than this, in ms, is not worth a word. */
const BLIP = 1_000;

/** How the connection is, always, in a word and a shape. It is not announced: the notices are. */
export const ConnectionStatus = forwardRef(function ConnectionStatus(
  { document, ...props }: ConnectionStatusProps,
  ref: Ref<HTMLElement>,
) {
  const [settings, rest] = useSettings(props);
  const worst = useStores(useDocuments(document), documentStore, worstOf);
  const word = useWithoutBlips(worst === undefined ? 'live' : wordFor(worst));
  if (worst === undefined) return null;
  const status = word === 'live' ? word : worst.connection.status;
  return (
    <Part tag="span" name="status" state={{ status }} ref={ref} {...rest}>
      <Icon {...SHAPES[word]} />
      {wordsOf(settings, english).show(`status.${word}`)}
    </Part>
  );
});

/** A connection that was well and is lost may be back in a moment. */
function useWithoutBlips(word: Word): Word {
  const [settled, setSettled] = useState(word);
  const mayPass = word === 'reconnecting' || word === 'offline';
  useEffect(() => {
    const timer = setTimeout(() => setSettled(word), mayPass ? BLIP : 0);
    return () => clearTimeout(timer);
  }, [word, mayPass]);
  return mayPass && settled === 'live' ? settled : word;
}

function worstOf(states: readonly DocumentState[]): DocumentState | undefined {
  const rank = (state: DocumentState) => WORDS.indexOf(wordFor(state));
  return [...states].sort((a, b) => rank(a) - rank(b))[0];
}

function wordFor({ connection, hasSynced }: DocumentState): Word {
  switch (connection.status) {
    case 'live':
    case 'stopped':
      return connection.status;
    case 'idle':
    case 'connecting':
    case 'syncing':
      return hasSynced ? 'reconnecting' : 'connecting';
    case 'waiting':
      return wordForWait(connection.problem);
  }
}

function wordForWait({ kind }: Problem): Word {
  switch (kind) {
    case 'offline':
      return kind;
    case 'rate-limit':
    case 'too-many-requests':
      return 'paused';
    case 'connection-limit':
    case 'document-limit':
    case 'document-full':
      return 'waiting';
    default:
      return 'reconnecting';
  }
}
