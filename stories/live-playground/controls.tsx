import { type ReactNode, useState } from 'react';
import { recover, SCENARIOS, type Scenario, type Stage } from './scenarios.ts';

/** What {@link Controls} act on, and how a third person is brought in. */
export interface ControlsProps {
  readonly stage: Stage;
  readonly hasGuest: boolean;
  /** Brings a third person to a document for two, or sends them away. */
  readonly onGuest: (isHere: boolean) => void;
}

/** What one of the buttons does. */
interface Hint {
  readonly label: string;
  readonly text: string;
}

const FIRST_HINT: Hint = { label: 'Each is real', text: 'The emulator does what the button says.' };

/** A button for everything that can go wrong, and one that ends it all. */
export function Controls({ stage, hasGuest, onGuest }: ControlsProps): ReactNode {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [lasting, setLasting] = useState<readonly string[]>([]);
  const [hint, setHint] = useState<Hint>(FIRST_HINT);

  function run(action: Promise<void>): void {
    setRefusal(null);
    action.catch((error: unknown) => setRefusal(String(error)));
  }

  function provoke(scenario: Scenario): void {
    if (scenario.lasts && !lasting.includes(scenario.label)) setLasting([...lasting, scenario.label]);
    run(scenario.provoke(stage));
  }

  function makeAllWell(): void {
    setLasting([]);
    run(recover(stage));
  }

  return (
    <section className="pg-controls" aria-label="What can go wrong">
      {SCENARIOS.map(({ title, scenarios }) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          {scenarios.map((scenario) => (
            <HintedButton
              key={scenario.label}
              label={scenario.label}
              hint={scenario.hint}
              onHint={setHint}
              onPress={() => provoke(scenario)}
            />
          ))}
        </fieldset>
      ))}
      <fieldset>
        <legend>A full document</legend>
        <HintedButton
          label={hasGuest ? 'Send the third person away' : 'Full document'}
          hint="A third person comes, whose plan allows two: they wait for a place."
          onHint={setHint}
          onPress={() => onGuest(!hasGuest)}
        />
      </fieldset>
      <p className="pg-hint">
        <b>{hint.label}</b>
        {hint.text}
      </p>
      <div className="pg-ending">
        <button type="button" className="pg-recover" onClick={makeAllWell}>
          Make all well again
        </button>
        {lasting.length === 0 ? null : <span>Until then: {lasting.join(', ')}.</span>}
      </div>
      {refusal === null ? null : (
        <p role="alert" className="pg-refusal">
          {refusal}
        </p>
      )}
    </section>
  );
}

interface HintedButtonProps {
  readonly label: string;
  readonly hint: string;
  readonly onHint: (hint: Hint) => void;
  readonly onPress: () => void;
}

/** Its hint is read with it, and seen by those who point at it or come by with the keyboard. */
function HintedButton({ label, hint, onHint, onPress }: HintedButtonProps): ReactNode {
  const tell = () => onHint({ label, text: hint });
  return (
    <button type="button" aria-description={hint} onClick={onPress} onFocus={tell} onPointerEnter={tell}>
      {label}
    </button>
  );
}
