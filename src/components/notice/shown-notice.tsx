'use client';
import type { ReactElement, Ref } from 'react';
import { useDocumentState } from '../../react/use-document-state.ts';
import { slotsOf } from '../parts/look.ts';
import type { PartProps } from '../parts/part.tsx';
import type { NoticeSettings } from '../settings/settings.tsx';
import { DeveloperDetails } from './developer-details.tsx';
import type { Told } from './notice-content.ts';
import type { NoticeForm, NoticeLook, NoticeState } from './notice-look.ts';
import { NoticeView } from './notice-view.tsx';
import { UnsentWork } from './unsent-work.tsx';

/** What a {@link ShownNotice} takes. */
export interface ShownNoticeProps extends PartProps<NoticeState>, NoticeLook {
  /** Is given the notice's element. */
  readonly root: Ref<HTMLElement>;
  readonly told: Told;
  readonly form: NoticeForm;
  readonly settings: NoticeSettings;
  readonly dismiss: () => void;
  /** Shows a dialog beside the notice, or, with `null`, none. */
  readonly setDialog: (dialog: ReactElement | null) => void;
}

/** A notice of a document: what it says to whom, what of it can be done here, and what was not sent. */
export function ShownNotice({
  told,
  form,
  settings,
  dismiss,
  setDialog,
  children,
  ...props
}: ShownNoticeProps): ReactElement {
  const { notice, content, actions } = told;
  const { kind, severity, placement, document, canCollapse } = notice;
  // An attempt and a pause change what can be done.
  const { status } = useDocumentState(document).connection;
  const state: NoticeState = {
    kind,
    severity,
    placement: form === 'auto' ? placement : form,
    status,
    collapsed: false,
  };
  const shared = { notice, settings, slot: slotsOf(props, state) };
  return (
    <NoticeView
      settings={settings}
      state={state}
      canCollapse={canCollapse}
      text={told}
      actions={actions}
      situation={{ ...shared, dismiss, setDialog }}
      {...props}
    >
      <UnsentWork {...shared} />
      {content.Below && <content.Below {...shared} />}
      {children}
      {settings.audience === 'developer' && <DeveloperDetails {...shared} />}
    </NoticeView>
  );
}
