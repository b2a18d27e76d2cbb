import { describe, expect, test } from 'vitest';
import { within } from '../../../src/client/within.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const late = () => new Error('late');
const never = () => new Promise<string>(() => {});

describe('within', () => {
  test('ends what takes too long', async () => {
    const clock = createFakeClock();
    let ending: AbortSignal | undefined;
    const result = within(clock, 1_000, late, undefined, (signal) => {
      ending = signal;
      return never();
    });
    clock.advance(1_000);
    await expect(result).rejects.toThrow('late');
    expect(ending?.aborted).toBe(true);
  });

  test('ends what nobody wants any more', () => {
    const outer = new AbortController();
    let ending: AbortSignal | undefined;
    void within(createFakeClock(), 1_000, late, outer.signal, (signal) => {
      ending = signal;
      return never();
    });
    outer.abort();
    expect(ending?.aborted).toBe(true);
  });

  test('begins nothing that nobody wanted any more before, and sets no timer for it', async () => {
    const clock = createFakeClock();
    let hasRun = false;
    const result = within(clock, 1_000, late, AbortSignal.abort(new Error('left')), async () => {
      hasRun = true;
    });
    await expect(result).rejects.toThrow('left');
    expect(hasRun).toBe(false);
    expect(clock.pending()).toBe(0);
  });
});
