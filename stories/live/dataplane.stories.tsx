import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { leap, withLeaps } from '../support/leaping-clock.ts';
import { LiveStory } from './live-story.tsx';
import { played } from './played.ts';
import type { Visit } from './visit.ts';

const meta = {
  title: 'Live/Dataplane',
  component: LiveStory,
  tags: ['!autodocs'],
  beforeEach: withLeaps,
} satisfies Meta<typeof LiveStory>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Handshakes and discovery are refused over HTTP. Of a handshake a browser sees 1006, and no more. */
function refusing(status: number, retryAfter?: number) {
  return async ({ emulator, open }: Visit) => {
    const answer = { status, ...(retryAfter !== undefined && { retryAfter }) };
    await emulator.fail({ handshake: answer });
    await emulator.fail({ http: 'discovery', ...answer });
    open();
  };
}

const remedy = { label: 'Put it right', apply: ({ emulator }: Visit) => emulator.recover() };

export const Unauthorized: Story = {
  name: '401 Unauthorized, hidden behind 1006',
  args: {
    what: 'The handshake is refused with 401, which a browser shows as 1006. A request to /discovery names it. One fresh token, and then it stops.',
    provoke: refusing(401),
    remedy,
  },
  play: played(async ({ notice, press, happened, isWell, visit, apply }) => {
    await notice('Your session has expired');
    await happened(/stopped: unauthorized \(401\)/);
    await expect(await visit.emulator.handshakes()).toBeLessThanOrEqual(6);
    await apply('Put it right');
    await leap(2_000);
    await press('Sign in');
    await isWell();
  }),
};

export const TooManyRequests: Story = {
  name: '429 Too Many Requests, hidden behind 1006',
  args: {
    what: 'Too many handshakes come from this address: 429, which a browser shows as 1006. A request to /discovery names it, and the wait is the one that it asks for.',
    provoke: refusing(429, 20),
    remedy,
  },
  play: played(async ({ notice, happened, isWell, visit, apply }) => {
    await notice('Syncing is paused for a moment');
    await happened(/waiting 2[0-2]\.\d s: too-many-requests \(429\)/);
    await apply('Put it right');
    await leap(19_000);
    await expect(await visit.emulator.handshakes()).toBe(2);
    await leap(3_500);
    await isWell();
  }),
};

export const Unavailable: Story = {
  name: '503 Service Unavailable, hidden behind 1006',
  args: {
    what: 'The node is overloaded: 503, which a browser shows as 1006. A request to /discovery names it, and the wait is the one that it asks for.',
    provoke: refusing(503, 20),
    remedy,
  },
  play: played(async ({ notice, happened, isWell, apply }) => {
    await notice('Syncing is slow right now');
    await happened(/waiting 2[0-2]\.\d s: overloaded \(503\)/);
    await apply('Put it right');
    await leap(22_500);
    await isWell();
  }),
};
