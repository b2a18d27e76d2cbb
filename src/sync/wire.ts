import type { Address } from '../connection/socket.ts';
import type { Dialect } from './dialect.ts';

/** Where in the handshake the token travels: after this subprotocol, or in this query parameter. */
export type TokenPlace =
  | {
      /** The name of the subprotocol that goes before the token. */
      readonly subprotocol: string;
    }
  | {
      /** The name of the query parameter. What logs addresses logs the token with it. */
      readonly query: string;
    };

/** All that one dialect does its own way; everything else is the same for both. */
export interface Wire {
  /** The framing of one document's messages. */
  dialectFor(documentName: string): Dialect;
  /**
   * The sockets that documents are opened over, made of those of the platform.
   *
   * @param currentToken - for a server that asks for the token of a document that is open
   */
  socketsOver(
    platform: typeof WebSocket,
    currentToken: (documentName: string) => Promise<string>,
  ): typeof WebSocket;
  /** The address of a document's socket, and the subprotocols that it is opened with. */
  address(origin: string, documentName: string, token: string, tokenIn: TokenPlace): Address;
}
