import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from 'react';
import { ConnectionNotices } from '../../../src/components/index.ts';
import type { WireSocketDocument } from '../../../src/index.ts';
import './own-button.css';

type PillProps = AnchorHTMLAttributes<HTMLElement> & ButtonHTMLAttributes<HTMLElement>;

/** The button of a design system. An action that leads somewhere comes with an `href`, and is a link. */
function Pill(props: PillProps) {
  const Tag = props.href === undefined ? 'button' : 'a';
  return <Tag {...props} className="pill" />;
}

/** What a notice can do stays the kit’s: focus, the busy state, the words. */
export function NoticesWithPills({ document }: { readonly document: WireSocketDocument }) {
  return <ConnectionNotices document={document} slots={{ action: (props) => <Pill {...props} /> }} />;
}
