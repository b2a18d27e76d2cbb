import { useState } from 'react';
import { recover, SCENARIOS, type Scenario, type Stage } from './scenarios.ts';

/** What {@link Controls} act on, and how a third person is brought in. */
export interface ControlsProps {
  readonly stage: Stage;
  readonly hasGuest: boolean;
  /** Brings a third person to a document for two, or sends them away. */
  readonly onGuest: (isHere: boolean) => void;
}

/** A button for everything that can go wrong, and one that ends it all. */
export function Controls({ stage, hasGuest, onGuest }: ControlsProps) {
  const [refusal, setRefusal] = useState<string | null>(null);

  function run(action: (stage: Stage) => Promise<void>): void {
    setRefusal(null);
    action(stage).catch((error: unknown) => setRefusal(String(error)));
  }

  return (
    <section className="pg-controls" aria-label="What can go wrong">
      {SCENARIOS.map(({ title, scenarios }) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          {scenarios.map((scenario) => (
            <ScenarioButton key={scenario.label} scenario={scenario} onRun={() => run(scenario.provoke)} />
          ))}
        </fieldset>
      ))}
      <fieldset>
        <legend>A full document</legend>
        <button
          type="button"
          title="The plan allows two: the third waits for a place."
          onClick={() => onGuest(!hasGuest)}
        >
          {hasGuest ? 'Send the third person away' : 'Full document'}
        </button>
      </fieldset>
      <button type="button" className="pg-recover" onClick={() => run(recover)}>
        Make all well again
      </button>
      {refusal === null ? null : (
        <p role="alert" className="pg-refusal">
          {refusal}
        </p>
      )}
    </section>
  );
}

function ScenarioButton({ scenario, onRun }: { readonly scenario: Scenario; readonly onRun: () => void }) {
  return (
    <button type="button" title={scenario.hint} onClick={onRun}>
      {scenario.label}
    </button>
  );
}
