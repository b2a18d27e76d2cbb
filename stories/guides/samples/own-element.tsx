import { ConnectionStatus } from '../../../src/components/index.ts';
import type { WireSocketDocument } from '../../../src/index.ts';

/** `render` is an element, or a function of the part’s props and its state. */
export function StatusOfTheApp({ document }: { readonly document: WireSocketDocument }) {
  return (
    <p>
      <ConnectionStatus document={document} render={<strong />} />{' '}
      <ConnectionStatus
        document={document}
        render={(props, { status }) => <output {...props} title={`The connection is ${status}`} />}
      />
    </p>
  );
}
