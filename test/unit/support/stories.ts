import { problemOf } from '../../../src/connection/state.ts';
import type { Problem } from '../../../src/protocol/problem.ts';
import { createStory, refusing, type Story } from './machine.ts';

/** In ms. */
export const MINUTE = 60_000;

/** A connection that was let in at 0 and then told each problem whenever it tried again. */
export function refusedWith(problem: Problem, random = 0): Story {
  const story = createStory({ random: () => random, answer: refusing(() => problem) });
  story.tell({ type: 'connect' });
  return story;
}

/** A connection that is asked for a token, gets this instead, and gets it again whenever it asks. */
export function withoutToken(problem: Problem, random = 0): Story {
  const story = createStory({
    random: () => random,
    answer: ({ type }) => (type === 'authorize' ? [{ type: 'failed', problem }] : []),
  });
  story.tell({ type: 'connect' });
  return story;
}

export function liveStory(random = 0.5): Story {
  const story = createStory({ random: () => random });
  story.tell({ type: 'connect' }, { type: 'authorized' }, { type: 'opened' }, { type: 'synced' });
  return story;
}

export function waits(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

export function kindOf(story: Story): string | undefined {
  return problemOf(story.connection())?.kind;
}
