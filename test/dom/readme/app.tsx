import { fetchAccessToken, useWireSocketDocument, WireSocketProvider } from '../../../src/index.ts';

function Notes() {
  const { doc, connection } = useWireSocketDocument('notes');
  return <input type="button" value={connection.status} onClick={() => doc.getArray('ideas').push(['!'])} />;
}

export const App = () => (
  <WireSocketProvider endpoint="wss://us-east-1.wiresocket.net" getAccessToken={fetchAccessToken('/token')}>
    <Notes />
  </WireSocketProvider>
);
