import { type RenderResult, render, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { type WireSocketClient, WireSocketProvider } from '../../src/index.ts';

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
    { timeout: 5_000, interval: 5 },
  );
}
