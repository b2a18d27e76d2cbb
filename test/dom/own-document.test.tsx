import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { createStore } from 'zustand/vanilla';
import { ConnectionNotices, UnsyncedChanges } from '../../src/components/index.ts';
import { type DocumentState, problemFromClose, type WireSocketDocument } from '../../src/core.ts';

/** No more than an app's own document, as in its tests, has to have: it does not tell how many changes were not sent. */
function ownDocument(): WireSocketDocument {
  const doc = new Doc();
  const store = createStore<DocumentState>(() => ({
    connection: {
      status: 'waiting',
      problem: problemFromClose(4008, 'Document user limit exceeded: 10'),
      retryAt: Date.now() + 30_000,
      earliestRetryAt: Date.now() + 30_000,
      attempt: 1,
    },
    hasSynced: true,
    unsynced: true,
    limits: null,
    region: null,
  }));
  const own: Partial<WireSocketDocument> = { name: 'notes', doc, awareness: new Awareness(doc), store };
  return own as WireSocketDocument;
}

test('a document that does not tell how many changes were not sent has the words without a number', () => {
  const document = ownDocument();
  render(
    <>
      <ConnectionNotices document={document} />
      <UnsyncedChanges document={document} />
    </>,
  );
  expect(screen.getByRole('group').textContent).toContain('Unsent changes are kept in this tab.');
  expect(screen.getByRole('button', { name: 'Copy my changes' })).toBeTruthy();
  document.awareness.destroy();
});
