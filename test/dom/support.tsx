import { type RenderResult, render, waitFor } from '@testing-library/react';
import type { ReactElement, ReactNode } from 'react';
import {
  useWireSocketDocument,
  type WireSocketClient,
  type WireSocketDocument,
  WireSocketProvider,
} from '../../src/index.ts';

/** Renders below a provider. */
export function renderWith(client: WireSocketClient, element: ReactElement): RenderResult {
  return render(element, {
    wrapper: ({ children }) => <WireSocketProvider client={client}>{children}</WireSocketProvider>,
  });
}

/** Waits until something holds. React renders meanwhile as it does in an app, outside of `act`. */
export function settled(holds: () => boolean): Promise<void> {
  return waitFor(
    () => {
      if (!holds()) throw new Error(`It never came to be: ${holds.toString()}`);
    },
    { interval: 5 },
  );
}

/** Renders something beside a component that holds a document open, and waits until that is live. */
export async function renderLive(
  client: WireSocketClient,
  name: string,
  children: ReactNode,
): Promise<WireSocketDocument> {
  renderWith(
    client,
    <>
      <Holder name={name} />
      {children}
    </>,
  );
  const document = client.open(name);
  document.close();
  await settled(() => document.store.getState().connection.status === 'live');
  return document;
}

/** Holds a document open for as long as it is mounted. */
export function Holder({ name }: { readonly name: string }): null {
  useWireSocketDocument(name, { select: () => null });
  return null;
}

/** The notice that is shown, of one kind or of any. */
export function notice(kind?: string): HTMLElement | null {
  const ofKind = kind === undefined ? '' : `[data-kind="${kind}"]`;
  return globalThis.document.querySelector(`.ws-notice${ofKind}`);
}
