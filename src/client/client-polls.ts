import type { UsageLevel } from '../protocol/usage-level.ts';
import type { WireSocketClient } from './client.ts';
import type { Health } from './dataplane.ts';
import type { ReadonlyStore } from './document.ts';
import { oneForEach } from './one-for-each.ts';
import { createPoll, type Polled } from './poll.ts';
import { steadyLevel, type UsageOf } from './usage.ts';

/** How much of one limit of the plan is in use, and what that means. */
export interface LimitUse extends UsageOf {
  /** What to show: the status, without flicker at a threshold. */
  readonly level: UsageLevel;
  /** How many more fit, by the usage and by the limits of the token, whichever is less. */
  readonly left: number;
}

/** How much of the plan is in use. */
export interface PlanUse {
  /** Live connections of the application. */
  readonly connections: LimitUse;
  /** Active documents of the application. */
  readonly documents: LimitUse;
}

/** "Poll once a minute", ms. */
const INTERVAL = 60_000;

/** The usage of a client's plan, asked for once a minute while somebody listens. */
export const usagePollOf = /* @__PURE__ */ oneForEach((client: WireSocketClient) => {
  const poll: ReadonlyStore<Polled<PlanUse>> = createPoll<PlanUse>({
    name: `wiresocket-react usage ${client.endpoint}`,
    interval: INTERVAL,
    async ask() {
      const { usage } = await client.usage();
      const before = poll.getState().value;
      const limits = client.documents.getState().map(({ store }) => store.getState().limits);
      const allowed = limits.find((known) => known !== null);
      return {
        connections: assess(usage.connections, before?.connections, allowed?.maxConnections),
        documents: assess(usage.documents, before?.documents, allowed?.maxDocuments),
      };
    },
  });
  return poll;
});

function assess(use: UsageOf, before: LimitUse | undefined, allowed = Number.POSITIVE_INFINITY): LimitUse {
  return {
    ...use,
    level: steadyLevel(use, before?.level ?? 'healthy'),
    left: Math.max(0, Math.min(use.limit, allowed) - use.current),
  };
}

/** The health of a client's dataplane, asked for once a minute while somebody listens. */
export const healthPollOf = /* @__PURE__ */ oneForEach((client: WireSocketClient) =>
  createPoll<Health>({
    name: `wiresocket-react health ${client.endpoint}`,
    interval: INTERVAL,
    ask: client.health,
  }),
);
