import { fetchAccessToken, useWireSocketDocument, WireSocketProvider } from '../../../src/index.ts';

function Notes() {
  const { doc, connection, canEdit } = useWireSocketDocument('notes');
  return (
    <button type="button" disabled={!canEdit} onClick={() => doc.getArray('ideas').push(['an idea'])}>
      {connection.status}
    </button>
  );
}

export const App = () => (
  <WireSocketProvider
    endpoint="wss://eu-central-1.wiresocket.net"
    getAccessToken={fetchAccessToken('/api/token')}
  >
    <Notes />
  </WireSocketProvider>
);
