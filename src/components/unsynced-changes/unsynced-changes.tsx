'use client';
import { forwardRef, type Ref } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import type { DocumentState } from '../../client/document-state.ts';
import type { ConnectionStatus } from '../../connection/state.ts';
import { copyChanges } from '../../messages/english/actions.ts';
import { unsynced as english } from '../../messages/english/components.ts';
import { useShallow } from '../../react/use-shallow.ts';
import { documentStore, useDocuments, useStores } from '../documents/use-documents.ts';
import { copyText } from '../notice/copy-text.ts';
import { textOf } from '../notice/text-of.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { type Look, slotsOf } from '../parts/look.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, useSettings } from '../settings/settings.tsx';
import { wordsOf } from '../settings/words.tsx';
import { KeptChanges } from './kept-changes.tsx';
import { useLeaveGuard } from './use-leave-guard.ts';

/** What {@link UnsyncedChanges} show of their state as `data-*`. */
export type UnsyncedState = {
  /** Whether anything was not acknowledged. */
  readonly unsynced: boolean;
  /** Where the connection is; of several documents, that of one that has something to lose. */
  readonly status: ConnectionStatus;
};

/** What {@link UnsyncedChanges} take. */
export interface UnsyncedChangesProps
  extends PartProps<UnsyncedState>,
    NoticeSettingsProps,
    Look<'action', UnsyncedState> {
  /** Default: all that the provider holds open. */
  readonly document?: WireSocketDocument | undefined;
}

/**
 * Whether everything was sent. Leaving the page is guarded only while something would be lost, and what was
 * not sent can be copied as text while the connection is down.
 */
export const UnsyncedChanges = forwardRef(function UnsyncedChanges(
  { document, classNames, slots, ...props }: UnsyncedChangesProps,
  ref: Ref<HTMLElement>,
) {
  const [settings, rest] = useSettings(props);
  const documents = useDocuments(document);
  const { unsynced, isDown, status } = useStores(documents, documentStore, useShallow(summaryOf));
  useLeaveGuard(unsynced && settings.keeps === 'tab');
  const state = { unsynced, status };
  const words = wordsOf(settings, { ...english, ...copyChanges });
  const copy = () =>
    copyText(
      documents
        .filter(({ store }) => store.getState().unsynced)
        .map(({ doc }) => textOf(doc))
        .join('\n\n'),
    );
  return (
    <Part tag="span" name="unsynced" state={state} ref={ref} {...rest}>
      {unsynced && isDown ? (
        <>
          <KeptChanges documents={documents} settings={settings} />
          <ActionButton
            label="action.copy-changes"
            words={words}
            offer={{ run: copy, done: 'action.copied' }}
            part={slotsOf({ classNames, slots }, state)('action')}
          />
        </>
      ) : (
        words.show(unsynced ? 'unsynced.pending' : 'unsynced.none')
      )}
    </Part>
  );
});

/** Of several documents, those tell that have something to lose. */
function summaryOf(states: readonly DocumentState[]): UnsyncedState & { readonly isDown: boolean } {
  const atStake = states.filter(({ unsynced }) => unsynced);
  const down = atStake.find(({ connection: { status } }) => status === 'waiting' || status === 'stopped');
  const { connection } = down ?? atStake[0] ?? states[0] ?? {};
  return {
    unsynced: atStake.length > 0,
    isDown: down !== undefined,
    status: connection?.status ?? 'idle',
  };
}
