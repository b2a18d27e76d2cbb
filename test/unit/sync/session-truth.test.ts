import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Doc, decodeStateVector, encodeStateVector } from 'yjs';
import { createFakeClock } from '../support/fake-clock.ts';
import { createSyncClient } from '../support/sync-client.ts';
import { createSyncServer } from '../support/sync-server.ts';

/** What happens to one client and its server, in any order and as often as it likes. */
const happenings = fc.oneof(
  { weight: 4, arbitrary: fc.constant('type' as const) },
  // The server reads one message, or the client gets what was said to it: in between the socket may die.
  { weight: 6, arbitrary: fc.constant('read' as const) },
  { weight: 6, arbitrary: fc.constant('deliver' as const) },
  { weight: 4, arbitrary: fc.constant('flow' as const) },
  { weight: 3, arbitrary: fc.constant('wake' as const) },
  { weight: 1, arbitrary: fc.constant('reconnect' as const) },
  // Within the window in which edits are merged, past it, and past what asks for an acknowledgement or for a sign of life.
  { weight: 4, arbitrary: fc.constantFrom(1, 20, 1_000, 31_000) },
);

const stories = fc.record({
  asksLast: fc.boolean(),
  content: fc.constantFrom('', 'brought along'),
  opsPerMinute: fc.constantFrom(60, Number.POSITIVE_INFINITY),
  list: fc.array(happenings, { maxLength: 60 }),
});

/** Whether there is anything in a document that another one lacks. */
function isMore(doc: Doc, than: Doc): boolean {
  const theirs = decodeStateVector(encodeStateVector(than));
  const ours = decodeStateVector(encodeStateVector(doc));
  return [...ours].some(([client, clock]) => clock > (theirs.get(client) ?? 0));
}

test('whatever happens in whatever order, nothing counts as synced that the server lacks, and all arrives in the end', () => {
  fc.assert(
    fc.property(stories, ({ asksLast, content, opsPerMinute, list }) => {
      const clock = createFakeClock();
      const server = createSyncServer(asksLast);
      const client = createSyncClient(server, clock, { content, opsPerMinute });
      const lies = () => !client.ledger.unsynced() && isMore(client.doc, server.doc);
      for (const happening of list) {
        if (happening === 'type') client.type('x');
        else if (happening === 'read') client.line.read(1);
        else if (happening === 'deliver') client.line.deliver();
        else if (happening === 'flow') server.settle();
        else if (happening === 'wake') client.session.check();
        else if (happening === 'reconnect') client.reconnect();
        else clock.advance(happening);
        expect(lies()).toBe(false);
      }
      client.reconnect();
      for (let passed = 0; passed < 180_000 && client.ledger.unsynced(); passed += 500) {
        server.settle();
        clock.advance(500);
      }
      server.settle();
      expect(client.ledger.unsynced()).toBe(false);
      expect(server.doc.getText('notes').toString()).toBe(client.text());
      client.end();
      client.awareness.destroy();
      server.stop();
    }),
    { numRuns: 500 },
  );
});
