import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLedger, type Ledger } from '../../../src/sync/ledger.ts';

function story(): { ledger: Ledger; told: boolean[] } {
  const told: boolean[] = [];
  return { ledger: createLedger((unsynced) => told.push(unsynced)), told };
}

test('without an edit everything is synced, and nothing is told', () => {
  const { ledger, told } = story();
  expect(ledger.unsynced()).toBe(false);
  expect(ledger.edits()).toBe(0);
  expect(told).toEqual([]);
});

test('the first edit is told, those after it are not', () => {
  const { ledger, told } = story();
  ledger.edit();
  ledger.edit();
  ledger.edit();
  expect(ledger.edits()).toBe(3);
  expect(ledger.unsynced()).toBe(true);
  expect(told).toEqual([true]);
});

test('an acknowledgement of some edits leaves the rest unsynced', () => {
  const { ledger, told } = story();
  ledger.edit();
  ledger.edit();
  ledger.acknowledge(1);
  expect(ledger.unsynced()).toBe(true);
  expect(told).toEqual([true]);
  ledger.acknowledge(2);
  expect(ledger.unsynced()).toBe(false);
  expect(told).toEqual([true, false]);
});

test('an acknowledgement of what was acknowledged before says nothing', () => {
  const { ledger, told } = story();
  ledger.acknowledge(0);
  ledger.edit();
  ledger.acknowledge(1);
  ledger.acknowledge(1);
  ledger.acknowledge(0);
  expect(told).toEqual([true, false]);
  ledger.edit();
  ledger.acknowledge(1);
  expect(ledger.unsynced()).toBe(true);
  expect(told).toEqual([true, false, true]);
});

test('single edits are counted until they are acknowledged', () => {
  const { ledger } = story();
  expect(ledger.unsent()).toBe(0);
  for (let edit = 0; edit < 3; edit += 1) ledger.edit(true);
  expect(ledger.unsent()).toBe(3);
  ledger.acknowledge(1);
  expect(ledger.unsent()).toBe(2);
  ledger.acknowledge(3);
  expect(ledger.unsent()).toBe(0);
});

test('while some are of unknown number, so is the sum', () => {
  const { ledger } = story();
  ledger.edit(true);
  ledger.edit();
  ledger.edit(true);
  expect(ledger.unsent()).toBeNull();
  ledger.acknowledge(1);
  expect(ledger.unsent()).toBeNull();
  ledger.acknowledge(2);
  expect(ledger.unsent()).toBe(1);
});

test('whatever the order, each change is told once and the last one told is how it is', () => {
  const steps = fc.array(fc.oneof(fc.constant('edit' as const), fc.nat(100)), { maxLength: 100 });
  fc.assert(
    fc.property(steps, (list) => {
      const { ledger, told } = story();
      let acknowledged = 0;
      for (const step of list) {
        if (step === 'edit') ledger.edit();
        else {
          // Nobody can acknowledge an edit that was not made yet.
          const edits = step % (ledger.edits() + 1);
          ledger.acknowledge(edits);
          acknowledged = Math.max(acknowledged, edits);
        }
        expect(ledger.unsynced()).toBe(ledger.edits() > acknowledged);
        expect(told.at(-1) ?? false).toBe(ledger.unsynced());
      }
      expect(told).toEqual(told.map((_, index) => index % 2 === 0));
    }),
  );
});
