import type { Wire } from '../wire.ts';

/** Several documents a socket; their names and their tokens are in the messages. Loaded, this file is a {@link Wire}. */
export { hocuspocusDialect as dialectFor } from './dialect.ts';
export { createDocumentSockets as socketsOver } from './document-socket.ts';

export const address: Wire['address'] = (origin, documentName, token) => ({
  url: `${origin}/${encodeURIComponent(documentName)}`,
  protocols: [token],
});
