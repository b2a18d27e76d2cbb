import { useRef } from 'react';
import { ConnectionLimitBanner } from '../../../src/components/index.ts';
import type { WireSocketDocument } from '../../../src/index.ts';

/** A handler takes the place of the link: here it opens the app’s own dialog. */
export function BannerWithOwnDialog({ document }: { readonly document: WireSocketDocument }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <ConnectionLimitBanner
        document={document}
        audience="admin"
        onUpgrade={() => dialog.current?.showModal()}
      />
      <dialog ref={dialog} aria-label="Buy seats">
        <p>Ten more seats, from today?</p>
        <form method="dialog">
          <button type="submit" onClick={() => document.renew()}>
            Buy, and connect
          </button>{' '}
          <button type="submit">Not now</button>
        </form>
      </dialog>
    </>
  );
}
