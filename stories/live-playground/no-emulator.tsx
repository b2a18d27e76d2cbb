import type { ReactNode } from 'react';
import './playground.css';

/** What stands where something live would be. */
export function NoEmulator(): ReactNode {
  return (
    <section className="pg-note" aria-labelledby="pg-note-title">
      <h2 id="pg-note-title">This page needs a running emulator</h2>
      <p>
        A static build of this catalogue has none. Clone the repository and start both together to see it
        live:
      </p>
      <pre>
        <code>npm ci && npm start</code>
      </pre>
    </section>
  );
}
