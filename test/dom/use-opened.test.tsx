import { render, screen } from '@testing-library/react';
import { Component, type ReactNode, StrictMode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { useOpened } from '../../stories/guides/adopting/use-opened.ts';
import { uncaughtRejections } from '../support/uncaught.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** The app's own. */
class Boundary extends Component<{ readonly children: ReactNode }, { readonly message?: string }> {
  static getDerivedStateFromError({ message }: Error) {
    return { message };
  }

  override state: { readonly message?: string } = {};

  override render(): ReactNode {
    return this.state.message ?? this.props.children;
  }
}

function Notes({ open }: { readonly open: () => Promise<never> }): ReactNode {
  return useOpened(open) === null ? 'opening' : 'open';
}

function renderNotes(open: () => Promise<never>) {
  return render(
    <StrictMode>
      <Boundary>
        <Notes open={open} />
      </Boundary>
    </StrictMode>,
  );
}

test('a provider that cannot be opened is for the nearest error boundary', async () => {
  // React says there what a boundary caught.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const rejections = uncaughtRejections();
  renderNotes(() => Promise.reject(new Error('No first token.')));
  await screen.findByText('No first token.');
  expect(rejections).toEqual([]);
});

test('one that fails after its component has gone is heard of by nobody', async () => {
  const rejections = uncaughtRejections();
  const failures: (() => void)[] = [];
  const opening = () =>
    new Promise<never>((_, reject) => failures.push(() => reject(new Error('No first token.'))));
  renderNotes(opening).unmount();
  for (const fail of failures) fail();
  // What is rejected and not caught is told at the end of the turn.
  await new Promise((resolve) => setTimeout(resolve));
  expect(failures).toHaveLength(2);
  expect(rejections).toEqual([]);
});
