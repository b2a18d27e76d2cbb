import { act } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { type Presence, usePresence, useWireSocketDocument } from '../../src/index.ts';
import { test as base } from './fixtures.ts';
import { renderWith, settled } from './support.tsx';

const test = base.extend('ada', ({ connect }) => connect()).extend('ben', ({ connect }) => connect());

test('shows who is here, oneself included, and renders only for what select picks', async ({ ada, ben }) => {
  let people: readonly Presence[] = [];
  const counts: number[] = [];
  function Everybody(): ReactNode {
    const { document } = useWireSocketDocument('presence');
    people = usePresence(document);
    return null;
  }
  function Count(): ReactNode {
    const document = useWireSocketDocument('presence').document;
    counts.push(usePresence(document, (all) => all.length));
    return null;
  }
  renderWith(
    ada,
    <>
      <Everybody />
      <Count />
    </>,
  );
  expect(people.map(({ isLocal }) => isLocal)).toEqual([true]);

  const other = ben.open('presence');
  await other.whenSynced;
  other.awareness.setLocalState({ user: { name: 'Ben' } });
  await settled(() =>
    people.some(({ state }) => (state.user as { name?: string } | undefined)?.name === 'Ben'),
  );
  expect(people.find(({ isLocal }) => !isLocal)?.clientId).toBe(other.awareness.clientID);

  await settled(() => counts.at(-1) === 2);
  const before = counts.length;
  other.awareness.setLocalState({ user: { name: 'Ben', cursor: 7 } });
  await settled(() =>
    people.some(({ state }) => (state.user as { cursor?: number } | undefined)?.cursor === 7),
  );
  expect(counts.length).toBe(before);

  other.disconnect();
  await settled(() => people.length === 1);
});

test('listens to an awareness of the app only while somebody looks, and is up to date when the next one does', ({
  ada,
}) => {
  const doc = new Doc();
  const awareness = new Awareness(doc);
  const listeners = () => awareness._observers.get('change')?.size ?? 0;
  const names: unknown[] = [];
  function Me(): ReactNode {
    const { document } = useWireSocketDocument('presence-left', { doc, awareness });
    names.push(usePresence(document, ([me]) => me?.state.name));
    return null;
  }

  const before = listeners();
  renderWith(ada, <Me />).unmount();
  expect(listeners()).toBe(before);
  awareness.setLocalState({ name: 'Ada' });
  renderWith(ada, <Me />);
  expect(names.at(-1)).toBe('Ada');
  awareness.destroy();
});

test('a change makes one list, however many components look', ({ ada }) => {
  const doc = new Doc();
  const awareness = new Awareness(doc);
  const states = awareness.getStates.bind(awareness);
  let lists = 0;
  awareness.getStates = () => {
    lists += 1;
    return states();
  };
  const seen: unknown[] = [];
  function Me(): ReactNode {
    const { document } = useWireSocketDocument('presence-shared', { doc, awareness });
    seen.push(usePresence(document, ([me]) => me?.state.name));
    return null;
  }
  const { unmount } = renderWith(
    ada,
    <>
      <Me />
      <Me />
      <Me />
    </>,
  );

  lists = 0;
  act(() => awareness.setLocalState({ name: 'Ada' }));
  expect(seen.slice(-3)).toEqual(['Ada', 'Ada', 'Ada']);
  expect(lists).toBe(1);
  unmount();
  awareness.destroy();
});
