'use client';
import { type ReactElement, type Ref, useState } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import type { PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, useSettings } from '../settings/settings.tsx';
import { type NoticeContent, tell } from './notice-content.ts';
import type { NoticeForm, NoticeLook, NoticeState } from './notice-look.ts';
import { ShownNotice } from './shown-notice.tsx';
import { useNotice } from './use-notice.ts';
import { useNoticeAnnouncement } from './use-notice-announcement.ts';

/** What every notice component takes. */
export interface NoticeComponentProps extends PartProps<NoticeState>, NoticeSettingsProps, NoticeLook {
  /** Default: all that the provider holds open. */
  readonly document?: WireSocketDocument | undefined;
  /**
   * A page takes the editor's place, a banner goes above it, an indicator is a line of text. Default: a page
   * while the document was never in sync, where the kind of notice has one; an indicator for a redirect; else
   * a banner.
   */
  readonly form?: NoticeForm | undefined;
}

/** What a {@link NoticeOf} takes. */
export interface NoticeOfProps extends NoticeComponentProps {
  /** Is given the notice's element. */
  readonly root: Ref<HTMLElement>;
  readonly contents: readonly NoticeContent[];
}

/** The notice that matters most among some kinds, or nothing while there is none. */
export function NoticeOf({ contents, document, form = 'auto', ...props }: NoticeOfProps): ReactElement {
  const [settings, rest] = useSettings(props);
  const [, setDismissedAt] = useState(0);
  // It may stay open longer than the notice that opened it.
  const [dialog, setDialog] = useState<ReactElement | null>(null);
  const found = useNotice(
    document,
    contents.map(({ kind }) => kind),
  );
  const content = contents.find(({ kind }) => kind === found?.kind);
  const told =
    found && content && !content.dismissal?.isDismissed(found.kind) ? tell(content, found, settings) : null;
  useNoticeAnnouncement(told, settings);
  return (
    <>
      {told && (
        <ShownNotice
          {...rest}
          told={told}
          form={form}
          settings={settings}
          setDialog={setDialog}
          dismiss={() => {
            content?.dismissal?.dismiss(told.notice.kind);
            setDismissedAt(Date.now());
          }}
        />
      )}
      {dialog}
    </>
  );
}
