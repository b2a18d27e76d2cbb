import type { Decorator } from '@storybook/react-vite';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { waitFor } from 'storybook/test';
import { ConnectionStatus } from '../../src/components/index.ts';
import {
  type LiveDocument,
  useWireSocketClient,
  useWireSocketDocument,
  type WireSocketDocument,
  WireSocketProvider,
} from '../../src/index.ts';
import { forgetDismissals } from './forget-dismissals.ts';
import { Scene, type SceneName } from './scene.tsx';
import { createStage, type Plot, type Stage } from './staged-client.ts';

/** What happens in a story, and where it is seen. */
export interface Staging extends Plot {
  /** Default: `bare`. */
  readonly scene?: SceneName | undefined;
}

/** For `parameters.stage` of a story, or of all in a file: what happens to its document. */
export function staged(staging: Staging): () => Staging {
  // As an object it would be merged with that of the file.
  return () => staging;
}

/** A component whose document comes from the stage. */
export function documentless<Props extends { readonly document: WireSocketDocument }>(
  component: ComponentType<Props>,
): ComponentType<Omit<Props, 'document'>> {
  // The decorator adds what the type takes away.
  return component as unknown as ComponentType<Omit<Props, 'document'>>;
}

/** Gives a story a client of its own, opens its document, and hands it over as `document`. */
export const onStage: Decorator = (Story, { args, id, canvasElement, parameters, component }) => {
  const { scene = 'bare', ...plot } = (parameters.stage as ReturnType<typeof staged>)();
  return (
    <Theatre key={id} plot={plot} canvas={canvasElement}>
      {(live) => (
        <Scene name={scene} live={live} hasStatus={component !== ConnectionStatus}>
          <Story args={{ ...args, document: live.document }} />
        </Scene>
      )}
    </Theatre>
  );
};

const stages = new WeakMap<HTMLElement, Stage>();

/** The stage of a story, for its play function. */
export function stageIn(canvasElement: HTMLElement): Promise<Stage> {
  return waitFor(() => {
    const stage = stages.get(canvasElement);
    if (stage === undefined) throw new Error('The stage is not set yet.');
    stage.document();
    if (!stage.hasBegun()) throw new Error('Nothing has gone wrong yet.');
    return stage;
  });
}

interface TheatreProps {
  readonly plot: Plot;
  readonly canvas?: HTMLElement | undefined;
  readonly children: (live: LiveDocument) => ReactNode;
}

/** A client that lives as long as it is shown. */
export function Theatre({ plot: given, canvas, children }: TheatreProps): ReactNode {
  // What happens is settled when the curtain rises.
  const [plot] = useState(given);
  const [stage, setStage] = useState<Stage | null>(null);
  useEffect(() => {
    forgetDismissals();
    const made = createStage(plot);
    setStage(made);
    if (canvas !== undefined) stages.set(canvas, made);
    return () => made.end();
  }, [plot, canvas]);
  if (stage === null) return null;
  return (
    <WireSocketProvider client={stage.client}>
      {stage.others.map((name) => (
        <OtherDocument key={name} name={name} />
      ))}
      <Host name={stage.documentName}>{children}</Host>
    </WireSocketProvider>
  );
}

interface HostProps extends Pick<TheatreProps, 'children'> {
  readonly name: string;
}

function Host({ name, children }: HostProps): ReactNode {
  return children(useWireSocketDocument(name));
}

/** A document that is open somewhere else in the app. */
function OtherDocument({ name }: { readonly name: string }): null {
  const client = useWireSocketClient();
  useEffect(() => client.open(name).close, [client, name]);
  return null;
}
