import { act, cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import '../../src/styles.css';
import { useWireSocketDocument, type WireSocketDocument, WireSocketProvider } from '../../src/index.ts';
import { createStage, type Plot, type Stage } from '../../stories/support/staged-client.ts';

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
  await pass(200);
  return stage;
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
