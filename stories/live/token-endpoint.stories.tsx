import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { leap, withLeaps } from '../support/leaping-clock.ts';
import { LiveStory } from './live-story.tsx';
import { nextTries } from './next-tries.ts';
import { played } from './played.ts';
import type { Visit } from './visit.ts';

const meta = {
  title: 'Live/Token endpoint',
  component: LiveStory,
  tags: ['!autodocs'],
  beforeEach: withLeaps,
} satisfies Meta<typeof LiveStory>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The Dashboard fails from now on, and the app's backend, which has no token yet, passes it on. */
function failing(status: number, retryAfter?: number) {
  return async ({ emulator, open }: Visit) => {
    await emulator.fail({ http: 'token', status, ...(retryAfter !== undefined && { retryAfter }) });
    open();
  };
}

const remedy = { label: 'Put it right', apply: ({ emulator }: Visit) => emulator.recover() };

export const BadRequest: Story = {
  name: '400 Bad Request',
  args: {
    what: 'The Dashboard takes the request of the app’s backend for malformed. Nothing is tried again by itself.',
    provoke: failing(400),
  },
  play: played(async ({ notice, happened, visit }) => {
    await notice('Live editing couldn’t start');
    await happened(/stopped: bad-request \(400\)/);
    await leap(60_000);
    await expect(await visit.emulator.handshakes()).toBe(0);
  }),
};

export const Unauthorized: Story = {
  name: '401 Unauthorized',
  args: {
    what: 'The Dashboard does not know the backend’s client id and secret. It stops, until somebody signs in after they were put right.',
    provoke: failing(401),
    remedy,
  },
  play: played(async ({ notice, press, isWell, apply }) => {
    await notice('Your session has expired');
    await apply('Put it right');
    await leap(2_000);
    await press('Sign in');
    await isWell();
  }),
};

export const Forbidden: Story = {
  name: '403 Forbidden',
  args: {
    what: 'The account may not do this. It stops, until there is another account.',
    provoke: failing(403),
    remedy,
  },
  play: played(async ({ notice, press, isWell, editor, apply }) => {
    await notice('You don’t have access to this document');
    await expect(editor()).not.toBeInTheDocument();
    await apply('Put it right');
    await leap(2_000);
    await press('Switch account');
    await isWell();
  }),
};

export const TooManyRequests: Story = {
  name: '429 Too Many Requests',
  args: {
    what: 'The Dashboard wants to be left alone for 3 seconds, and is, by the backend and by the page.',
    provoke: failing(429, 3),
    remedy,
  },
  play: played(async ({ notice, isWell, canvas, apply }) => {
    await notice('Syncing is paused for a moment');
    await expect(canvas.getByRole('timer')).toHaveTextContent(/Trying again in [1-4] seconds?/);
    await apply('Put it right');
    await isWell();
  }),
};

export const AYear: Story = {
  name: '429 Too Many Requests: for a year',
  args: {
    what: 'The Dashboard wants to be left alone for a year. Nobody waits for longer than 10 minutes, and the problem says so.',
    provoke: failing(429, 31_536_000),
  },
  play: played(async ({ notice, happened, visit }) => {
    await notice('Syncing is paused for a moment');
    await happened(/waiting (600|59\d)\.\d s: too-many-requests \(429\)/);
    await expect(visit.connection()).toMatchObject({
      problem: { retryAfter: 600, reason: expect.stringContaining('10 minutes') },
    });
  }),
};

export const WebPage: Story = {
  name: '502 Bad Gateway: a web page where JSON was expected',
  args: {
    what: 'What answers in place of the Dashboard is a web page. The app’s backend says so with a 502, and it is tried again.',
    async provoke({ emulator, open }) {
      await emulator.fail({ http: 'token', status: 200, body: '<!doctype html><h1>Hello</h1>' });
      open();
    },
    remedy,
  },
  play: played(async ({ happened, isWell, visit, apply }) => {
    await happened(/waiting \d+\.\d s: unknown \(502\)/);
    await expect(visit.connection()).toMatchObject({
      problem: { source: 'dashboard', reason: expect.stringContaining('such as a web page') },
    });
    await apply('Put it right');
    await nextTries(visit);
    await isWell();
  }),
};

export const Maintenance: Story = {
  name: '503 Service Unavailable',
  args: {
    what: 'The Dashboard is under maintenance, and there is no token yet. It is asked again after the 3 seconds that it wants.',
    provoke: failing(503, 3),
    remedy,
  },
  play: played(async ({ notice, isWell, apply }) => {
    await notice('Maintenance in progress');
    await apply('Put it right');
    await isWell();
  }),
};

/** "Use the dataplane directly with a cached JWT." */
export const MaintenanceWithToken: Story = {
  name: '503 Service Unavailable: with a token',
  args: {
    what: 'The Dashboard is under maintenance, and the connection breaks. The token that there is still good, so nobody notices.',
    async provoke({ openAndSync, emulator }) {
      await openAndSync();
      await emulator.fail({ http: 'token', status: 503, retryAfter: 60 });
      await emulator.close(1006);
    },
  },
  play: played(async ({ happened, isWell, visit }) => {
    await happened(/handshake, attempt 2, after connection-lost \(1006\)/);
    await isWell();
    await expect(await visit.emulator.handshakes()).toBe(2);
  }),
};
