'use client';
import { forwardRef, type ReactElement, type Ref, useState } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { CloseDocumentsDialog } from '../close-documents-dialog/close-documents-dialog.tsx';
import { splitSettings, useNoticeSettings } from '../settings/settings.tsx';
import { dismiss, isDismissed } from './dismissals.ts';
import { NameSuggestion } from './name-suggestion.tsx';
import type { NoticeKind } from './notice-kind.ts';
import { NoticeView, type NoticeViewProps } from './notice-view.tsx';
import type { Notice } from './notice-watch.ts';
import { useNotice } from './use-notice.ts';
import { useNoticeAnnouncement } from './use-notice-announcement.ts';

/** What every notice component takes. */
export interface NoticeComponentProps extends Omit<NoticeViewProps, 'notice' | 'own'> {
  /** Default: all that the provider holds open. */
  readonly document?: WireSocketDocument | undefined;
  /**
   * A page takes the editor's place, a banner goes above it, an indicator is a line of text. Default: a page
   * while the document was never in sync, where the kind of notice has one; else a banner.
   */
  readonly form?: 'auto' | 'page' | 'banner' | 'indicator' | undefined;
}

/** The notice that matters most among some kinds, or nothing while there is none. */
export const NoticeOf = forwardRef(function NoticeOf(
  {
    kinds,
    document,
    form = 'auto',
    children,
    ...props
  }: NoticeComponentProps & { readonly kinds?: readonly NoticeKind[] },
  ref: Ref<HTMLElement>,
): ReactElement | null {
  const settings = useNoticeSettings(splitSettings(props).settings);
  const notice = useNotice(document, kinds);
  const [dialog, setDialog] = useState(false);
  const [, renderAgain] = useState(0);
  useNoticeAnnouncement(notice, settings);
  if (notice === null || isDismissed(notice.kind)) return null;

  const own = {
    closeUnused: () => setDialog(true),
    dismiss() {
      dismiss(notice.kind);
      renderAgain((count) => count + 1);
    },
  };
  return (
    <>
      <NoticeView notice={placed(notice, form)} own={own} ref={ref} {...props}>
        {notice.kind === 'invalid-name' ? (
          <NameSuggestion name={notice.document.name} settings={settings} />
        ) : null}
        {children}
      </NoticeView>
      {dialog ? (
        <CloseDocumentsDialog
          document={notice.document}
          settings={settings}
          onClose={() => setDialog(false)}
        />
      ) : null}
    </>
  );
});

function placed(notice: Notice, form: NonNullable<NoticeComponentProps['form']>): Notice {
  return form === 'auto' ? notice : { ...notice, placement: form };
}
