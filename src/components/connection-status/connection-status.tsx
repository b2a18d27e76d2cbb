'use client';
import { forwardRef, type Ref } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import type { ConnectionState } from '../../connection/state.ts';
import type { MessageId } from '../../messages/en.ts';
import { useDocumentState } from '../../react/use-document-state.ts';
import { Icon, type IconName } from '../icon/icon.tsx';
import { Part, type PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, splitSettings, useNoticeSettings } from '../settings/settings.tsx';
import { Text } from '../settings/text.tsx';

/** What a {@link ConnectionStatus} takes. */
export interface ConnectionStatusProps extends PartProps<{ status: string }>, NoticeSettingsProps {
  readonly document: WireSocketDocument;
}

/** How the connection is, always, in a word and a shape. It is not announced: the notices are. */
export const ConnectionStatus = forwardRef(function ConnectionStatus(
  { document, ...props }: ConnectionStatusProps,
  ref: Ref<HTMLElement>,
) {
  const { settings: given, rest } = splitSettings(props);
  const settings = useNoticeSettings(given);
  const { connection, hasSynced } = useDocumentState(document);
  const [message, icon] = wordFor(connection, hasSynced);
  return (
    <Part tag="span" name="status" state={{ status: connection.status }} ref={ref} {...rest}>
      <Icon name={icon} />
      <Text settings={settings} id={message} />
    </Part>
  );
});

function wordFor(connection: ConnectionState, hasSynced: boolean): readonly [MessageId, IconName] {
  switch (connection.status) {
    case 'live':
      return ['status.live', 'live'];
    case 'idle':
    case 'connecting':
    case 'syncing':
      return [hasSynced ? 'status.reconnecting' : 'status.connecting', 'busy'];
    case 'stopped':
      return ['status.stopped', 'offline'];
    case 'waiting':
      return wordForWait(connection);
  }
}

function wordForWait({
  problem,
}: Extract<ConnectionState, { status: 'waiting' }>): readonly [MessageId, IconName] {
  switch (problem.kind) {
    case 'offline':
      return ['status.offline', 'offline'];
    case 'rate-limit':
    case 'too-many-requests':
      return ['status.paused', 'warning'];
    case 'connection-limit':
    case 'document-limit':
    case 'document-full':
      return ['status.waiting', 'warning'];
    default:
      return ['status.reconnecting', 'busy'];
  }
}
