import { act, render, screen } from '@testing-library/react';
import { createRef, forwardRef, lazy, type ReactNode, type Ref, Suspense, useState } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ConnectionNotices, Countdown, Part, type PartProps } from '../../src/components/index.ts';
import { createTestDocument } from '../../src/testing/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

interface Shown {
  readonly tag?: string;
  readonly forwarded?: Ref<HTMLElement>;
  readonly render?: PartProps['render'];
}

/** A part beside an editor, or the editor alone. */
function Page({ part }: { readonly part: Shown | null }): ReactNode {
  return (
    <>
      <textarea aria-label="Editor" />
      {part && (
        <Part
          tag={part.tag ?? 'button'}
          name="part"
          state={{}}
          ref={part.forwarded}
          render={part.render}
          tabIndex={0}
        />
      )}
    </>
  );
}

const part = () => document.querySelector<HTMLElement>('.ws-part');
const editor = () => screen.getByRole('textbox');

/** Types in the editor, then goes to the part. */
function goToPart(): void {
  act(() => editor().focus());
  act(() => part()?.focus());
  expect(document.activeElement).toBe(part());
}

describe('the app’s own ref', () => {
  test('is told once of an element that stays, however often it renders', async () => {
    vi.useFakeTimers();
    const told: (HTMLElement | null)[] = [];
    const note = (element: HTMLElement | null) => void told.push(element);
    const document = createTestDocument();
    document.setProblem(4006);
    const { unmount } = render(<Countdown document={document} ref={note} />);
    const digits = screen.getByRole('timer');
    const before = digits.textContent;
    for (let second = 0; second < 3; second += 1) await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(digits.textContent).not.toBe(before);
    expect(told).toEqual([digits]);
    unmount();
    expect(told).toEqual([digits, null]);
  });

  test('may return what cleans up after it, and then is not called with null', () => {
    const told: unknown[] = [];
    const note = (element: HTMLElement | null) => {
      told.push(element);
      return () => void told.push('cleaned up');
    };
    const { rerender } = render(<Page part={{ forwarded: note }} />);
    const first = part();
    rerender(<Page part={null} />);
    expect(told).toEqual([first, 'cleaned up']);
    rerender(<Page part={{ forwarded: note }} />);
    expect(told).toEqual([first, 'cleaned up', part()]);
  });

  test('has an element that comes later than its part', () => {
    let come = () => {};
    const Late = forwardRef<HTMLElement, object>(function Late(props, ref) {
      const [isThere, setThere] = useState(false);
      come = () => setThere(true);
      return isThere ? <aside {...props} ref={ref} /> : null;
    });
    const forwarded = createRef<HTMLElement>();
    render(<Page part={{ forwarded, render: <Late /> }} />);
    expect(forwarded.current).toBeNull();
    act(() => come());
    expect(forwarded.current?.localName).toBe('aside');
    expect(forwarded.current).toBe(part());
  });

  test('may be another one, as of an object and then a function', () => {
    const one = createRef<HTMLElement>();
    const told: (HTMLElement | null)[] = [];
    const { rerender } = render(<Page part={{ forwarded: one }} />);
    expect(one.current).toBe(part());
    rerender(<Page part={{ forwarded: (element) => void told.push(element) }} />);
    expect(one.current).toBeNull();
    expect(told).toEqual([part()]);
  });
});

describe('the focus', () => {
  test('stays where it is while the app’s ref is a new function at each render', async () => {
    const { rerender } = render(<Page part={{ forwarded: () => {} }} />);
    goToPart();
    rerender(<Page part={{ forwarded: () => {} }} />);
    await act(async () => {});
    expect(document.activeElement).toBe(part());
    rerender(<Page part={null} />);
    await act(async () => {});
    expect(document.activeElement).toBe(editor());
  });

  test('goes back from an element that took the place of another', async () => {
    const { rerender } = render(<Page part={{ tag: 'a' }} />);
    rerender(<Page part={{ tag: 'button' }} />);
    expect(part()?.localName).toBe('button');
    goToPart();
    rerender(<Page part={null} />);
    await act(async () => {});
    expect(document.activeElement).toBe(editor());
  });

  test('stays where the app put it when the part went', async () => {
    const { rerender } = render(
      <>
        <Page part={{}} />
        <button type="button">Next</button>
      </>,
    );
    goToPart();
    rerender(
      <>
        <Page part={null} />
        <button type="button">Next</button>
      </>,
    );
    screen.getByRole('button', { name: 'Next' }).focus();
    await act(async () => {});
    expect(document.activeElement?.textContent).toBe('Next');
  });

  test('is heard of by one listener, however often what is around it suspends', async () => {
    const heard = vi.spyOn(HTMLElement.prototype, 'addEventListener');
    const show = (children: ReactNode) => (
      <Suspense fallback="Loading…">
        <Page part={{}} />
        {children}
      </Suspense>
    );
    const { rerender } = render(show(null));
    for (let time = 0; time < 3; time += 1) {
      let arrive = (_: { default: () => ReactNode }) => {};
      const Loaded = lazy(
        () =>
          new Promise<{ default: () => ReactNode }>((resolve) => {
            arrive = resolve;
          }),
      );
      rerender(show(<Loaded key={time} />));
      await screen.findByText('Loading…');
      await act(async () => arrive({ default: () => `Loaded ${time}` }));
      await screen.findByText(`Loaded ${time}`, { exact: false });
    }
    const { calls, contexts } = heard.mock;
    const listeners = calls.filter((_, index) => contexts[index] === part()).map(([, listener]) => listener);
    heard.mockRestore();
    expect(new Set(listeners).size).toBe(1);
  });

  test('that came from nowhere goes to what is left of the notice', async () => {
    const opened = createTestDocument();
    opened.setProblem(4008);
    render(<ConnectionNotices document={opened} />);
    screen.getByRole('button', { name: 'Try now' }).focus();
    const { connection } = opened.store.getState();
    if (connection.status !== 'waiting') throw new Error(connection.status);
    act(() => opened.setConnection({ ...connection, earliestRetryAt: Date.now() + 600_000 }));
    await act(async () => {});
    expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
    expect(document.activeElement?.textContent).toBe('Hide details');
  });
});
