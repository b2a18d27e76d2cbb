import { onTestFinished } from 'vitest';
import { type Announcement, onAnnouncement } from '../../src/components/index.ts';
import { test as base } from '../support/fixtures.ts';

/** As elsewhere. Time passes as on the wall: components look at that. */
export const test = base
  .extend('client', ({ connect }) => connect())
  /** What was announced. */
  .extend('said', () => {
    const said: Announcement[] = [];
    onTestFinished(onAnnouncement((announcement) => said.push(announcement)));
    return said;
  });
