import { useWireSocketDocument } from 'wiresocket-react';

export function Notes() {
  const { connection } = useWireSocketDocument('notes');
  return <p>{connection.status}</p>;
}
