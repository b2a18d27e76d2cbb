import { type ReactNode, useEffect, useState } from 'react';
import type { WireSocketDocument } from '../../src/index.ts';
import { describe } from '../live-playground/timeline.ts';

/** What a document's connection went through, line by line. */
export function ConnectionLog({ document: { store } }: { readonly document: WireSocketDocument }): ReactNode {
  const [lines, setLines] = useState<readonly string[]>(() => [describe(store.getState().connection)]);
  useEffect(
    () =>
      store.subscribe(({ connection }, before) => {
        if (connection !== before.connection) setLines((known) => [...known, describe(connection)]);
      }),
    [store],
  );
  return (
    <section className="live-log" aria-label="What happened">
      <h2>What happened</h2>
      <ol>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added, and may be the same
          <li key={index}>{line}</li>
        ))}
      </ol>
    </section>
  );
}
