import type { Wire } from '../wire.ts';
import { hocuspocusDialect } from './dialect.ts';
import { createDocumentSockets } from './document-socket.ts';

export { codeOfReason } from './refusal-code.ts';

/** Several documents a socket; their names and their tokens are in the messages. */
export const hocuspocusWire: Wire = {
  dialectFor: hocuspocusDialect,
  socketsOver: createDocumentSockets,
  address: (origin, documentName, token) => ({
    url: `${origin}/${encodeURIComponent(documentName)}`,
    protocols: [token],
  }),
};
