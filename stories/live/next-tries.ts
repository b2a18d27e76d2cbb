import { waitFor } from 'storybook/test';
import { leap } from '../support/leaping-clock.ts';
import type { Visit } from './visit.ts';

/** Skips the waits, however many it takes: an attempt that was under way may still fail. */
export async function nextTries(visit: Visit): Promise<void> {
  for (;;) {
    const connection = await waitFor(() => {
      const shown = visit.connection();
      if (shown?.status === 'live' || shown?.status === 'waiting') return shown;
      throw new Error('An attempt is under way.');
    });
    if (connection.status === 'live') return;
    await leap(Math.max((connection.retryAt ?? 0) - Date.now(), 0));
  }
}
