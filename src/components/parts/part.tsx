'use client';
import {
  type CSSProperties,
  cloneElement,
  createElement,
  forwardRef,
  type HTMLAttributes,
  type ReactElement,
  type Ref,
} from 'react';
import { useRoot } from './use-root.ts';

/** What a part shows of its state as `data-*`, and hands to `className` and `render`. */
export type PartState = Readonly<Record<string, string | boolean | undefined>>;

/** What every part takes beside the attributes of its element. */
export interface PartProps<State extends PartState = PartState>
  extends Omit<HTMLAttributes<HTMLElement>, 'className' | 'style'> {
  /** A class, or one for the state. */
  readonly className?: string | ((state: State) => string | undefined) | undefined;
  /** Styles, or those for the state. */
  readonly style?: CSSProperties | ((state: State) => CSSProperties | undefined) | undefined;
  /** Another element in place of the part's own: it gets the part's props. */
  readonly render?:
    | ReactElement
    | ((props: HTMLAttributes<HTMLElement>, state: State) => ReactElement)
    | undefined;
}

/** What a part is by itself. */
export interface PartDefaults<State extends PartState> {
  /** The element, such as `div`. */
  readonly tag: string;
  /** The class of the stylesheet; `ws-` and the part's name. */
  readonly name: string;
  /** Each becomes a `data-*` attribute: with no value for `true`, none for `false`. */
  readonly state: State;
}

/** Renders the one element of a part, the host's way where it has one. If it holds the focus when it goes, that returns. */
export const Part = forwardRef(function Part<State extends PartState>(
  { tag, name, state, render, className, style, ...rest }: PartProps<State> & PartDefaults<State>,
  ref: Ref<HTMLElement>,
): ReactElement {
  const own = typeof className === 'function' ? className(state) : className;
  const props: Record<string, unknown> = {
    ...rest,
    ref: useRoot(ref),
    className: `ws-${name} ${own || ''}`.trim(),
    style: typeof style === 'function' ? style(state) : style,
  };
  for (const [each, value] of Object.entries(state)) {
    // `true` is an attribute with no value, `false` none.
    if (value !== false) props[`data-${each}`] = value === true ? '' : value;
  }
  if (typeof render === 'function') return render(props, state);
  return render ? cloneElement(render, props) : createElement(tag, props);
}) as <State extends PartState>(
  props: PartProps<State> & PartDefaults<State> & { readonly ref?: Ref<HTMLElement> | undefined },
) => ReactElement;
