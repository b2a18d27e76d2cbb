import type { ReadonlyStore, WireSocketDocument } from '../../client/document.ts';

/** How often what changes with every keystroke is looked at, in ms. */
const SPACING = 1_000;

/**
 * How many changes of a document were not sent, as a store that looks once a second; `null` where it is not known, as of a
 * document that an app, or its test, made by itself.
 */
export function unsentStore({
  unsentChanges = () => null,
}: Partial<WireSocketDocument>): ReadonlyStore<number | null> {
  return { getState: unsentChanges, getInitialState: unsentChanges, subscribe: everySecond };
}

const everySecond: ReadonlyStore<number | null>['subscribe'] = (listener) => {
  const timer = setInterval(listener, SPACING);
  return () => clearInterval(timer);
};
