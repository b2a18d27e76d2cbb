import { act, cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import '../../src/styles.css';
import { useWireSocketDocument, type WireSocketDocument, WireSocketProvider } from '../../src/index.ts';
import { createStage, type Plot, type Stage } from '../../stories/support/staged-client.ts';

/** The one that goes on while time stands still: modules take a moment to load. */
const realTimeout = setTimeout.bind(globalThis);

/** What is on stage, until {@link leaveStage}. */
let stage: Stage | null = null;

interface HostProps {
  readonly name: string;
  readonly children: (document: WireSocketDocument) => ReactNode;
}

function Host({ name, children }: HostProps): ReactNode {
  return children(useWireSocketDocument(name).document);
}

/** Renders something that shows a document, whose service is in this page. Time stands still, but for `pass`. */
export async function putOnStage(
  plot: Plot,
  children: (document: WireSocketDocument) => ReactNode,
): Promise<Stage> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  stage = createStage(plot);
  const { client, documentName } = stage;
  render(
    <WireSocketProvider client={client}>
      <Host name={documentName}>{children}</Host>
    </WireSocketProvider>,
  );
  const settled = plot.trouble === undefined ? ['live'] : ['waiting', 'stopped'];
  const { document } = stage;
  await passUntil(() => settled.includes(document().store.getState().connection.status), 20);
  return stage;
}

/** Time passes in steps, in ms, until something holds. */
export async function passUntil(holds: () => boolean, step: number): Promise<void> {
  for (let steps = 0; steps < 200; steps += 1) {
    await pass(step);
    if (holds()) return;
    await new Promise((resolve) => realTimeout(resolve, 10));
  }
  throw new Error(`It never came to be: ${holds}`);
}

/** Time passes, in ms, and whatever is due by then happens. */
export function pass(ms: number): Promise<void> {
  return act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}

/** For `afterEach`. */
export function leaveStage(): void {
  cleanup();
  stage?.end();
  stage = null;
  vi.useRealTimers();
}
