import type { PartProps, PartState } from './part.tsx';

/** How a host restyles and replaces the parts of a component. */
export interface Look<Slot extends string, State extends PartState> {
  /** A class for each part, or one for the state. */
  readonly classNames?: { readonly [Each in Slot]?: PartProps<State>['className'] } | undefined;
  /** Another element for each part: it gets the part's props. */
  readonly slots?: { readonly [Each in Slot]?: PartProps<State>['render'] } | undefined;
}

/** What a part gets of the state, and of the host's wishes for it. */
export interface SlotProps<State extends PartState = PartState> {
  readonly state: State;
  readonly className: PartProps<State>['className'];
  readonly render: PartProps<State>['render'];
}

/** Hands each part what the host wishes for it. */
export type Slots<Slot extends string, State extends PartState> = (slot: Slot) => SlotProps<State>;

export function slotsOf<Slot extends string, State extends PartState>(
  { classNames = {}, slots = {} }: Look<Slot, State>,
  state: State,
): Slots<Slot, State> {
  return (slot) => ({ state, className: classNames[slot], render: slots[slot] });
}
