import { act, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { WireSocketProvider } from 'wiresocket-react';
import { ConnectionNotices } from 'wiresocket-react/components';
import { createTestClient } from 'wiresocket-react/testing';
import { Notes } from './notes.tsx'; // the app's own

test('a document that is full can be tried again', () => {
  const client = createTestClient(); // every document is live, with a real Y.Doc
  render(
    <WireSocketProvider client={client}>
      <Notes />
      <ConnectionNotices />
    </WireSocketProvider>,
  );
  act(() => client.document('notes').setProblem(4008)); // what the kit shows after that code
  act(() => screen.getByRole('button', { name: 'Try now' }).click());
  expect(client.document('notes').calls).toContain('retry');
});
