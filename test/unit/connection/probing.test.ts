import { describe, expect, test } from 'vitest';
import type { ConnectionEvent } from '../../../src/connection/machine-state.ts';
import { ownProblem, problemFromClose, problemFromStatus } from '../../../src/protocol/problem.ts';
import { createStory, describeConnection, type Story } from '../support/machine.ts';
import { kindOf, MINUTE } from '../support/stories.ts';

describe('the probe', () => {
  const bare: ConnectionEvent = { type: 'failed', problem: problemFromClose(1006) };
  const refusedHandshake: ConnectionEvent = {
    type: 'failed',
    problem: ownProblem('unreachable', 'The handshake failed.', 1006),
  };

  function probes(story: Story): number {
    return story.effects.filter(({ type }) => type === 'probe').length;
  }

  function failTwice(failure: ConnectionEvent): Story {
    const story = createStory({ random: () => 0 });
    story.tell({ type: 'connect' }, { type: 'authorized' }, failure);
    story.pass(0);
    story.tell({ type: 'authorized' }, failure);
    return story;
  }

  test.each([
    ['after the socket opened', bare],
    ['before it opened', refusedHandshake],
  ])('asks once, after two bare 1006 %s', (_when, failure) => {
    const story = failTwice(failure);
    expect(describeConnection(story.connection())).toBe('discovery');
    expect(probes(story)).toBe(1);
  });

  test('does not ask after one, after a sync between them, or for another code', () => {
    const once = createStory();
    once.tell({ type: 'connect' }, { type: 'authorized' }, bare);
    expect(probes(once)).toBe(0);

    const synced = createStory({ random: () => 0 });
    synced.tell({ type: 'connect' }, { type: 'authorized' }, bare);
    synced.pass(0);
    synced.tell({ type: 'authorized' }, { type: 'opened' }, { type: 'synced' }, bare);
    synced.pass(0);
    synced.tell({ type: 'authorized' }, bare);
    expect(probes(synced)).toBe(0);

    expect(probes(failTwice({ type: 'failed', problem: problemFromClose(1011) }))).toBe(0);
  });

  test('does not ask where the device has no network', () => {
    const story = createStory({ random: () => 0 });
    story.tell({ type: 'connect' }, { type: 'authorized' }, bare);
    story.pass(0);
    story.tell({ type: 'authorized' }, { type: 'offline' }, bare);
    expect(probes(story)).toBe(0);
    expect(kindOf(story)).toBe('offline');
  });

  test.each([
    [problemFromStatus('dataplane', 401), 'token'],
    [problemFromStatus('dataplane', 403), 'stopped not-permitted'],
    [problemFromStatus('dataplane', 429, '', 60), 'waiting too-many-requests 60000/60000'],
    [problemFromStatus('dataplane', 503, '', 20), 'waiting overloaded 20000/20000'],
    [ownProblem('offline', 'No network.'), 'waiting offline 0/0'],
  ])('its word takes the place of the 1006: %#', (problem, expected) => {
    const story = failTwice(bare);
    story.tell({ type: 'probed', problem });
    expect(describeConnection(story.connection())).toBe(expected);
  });

  test('is not repeated where it found that HTTP works and sockets do not', () => {
    const story = failTwice(refusedHandshake);
    story.tell({ type: 'probed', problem: ownProblem('unreachable', 'A proxy is in the way.', 1006) });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      story.pass(30_000);
      story.tell({ type: 'authorized' }, refusedHandshake);
    }
    expect(probes(story)).toBe(1);
    expect(story.opens).toHaveLength(7);
  });

  test('a server that always refuses with 401 is given one fresh token, and then it stops', () => {
    const story = createStory({
      random: () => 0,
      answer: ({ type }) => {
        if (type === 'authorize') return [{ type: 'authorized' }];
        if (type === 'probe') return [{ type: 'probed', problem: problemFromStatus('dataplane', 401) }];
        return type === 'open' ? [refusedHandshake] : [];
      },
    });
    story.tell({ type: 'connect' });
    story.pass(10 * MINUTE);
    expect(describeConnection(story.connection())).toBe('stopped unauthorized');
    expect(story.authorized.filter(({ rejected }) => rejected)).toHaveLength(1);
    expect(story.opens.length).toBeLessThanOrEqual(4);
  });
});
