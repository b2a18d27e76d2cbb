import type { DelayedSocket, SocketListener } from './delayed-socket.ts';
import { isHocuspocus } from './dialect-of.ts';
import { askForEntry, outcomeOf, type Visitor } from './entry.ts';
import { documentNameOf, speakHocuspocus } from './hocuspocus-connection.ts';
import type { Service } from './service.ts';

/** A client that brought a token or a name, and then sends nothing for so long, in ms, is taken for y-websocket's. */
const SILENCE_LIMIT = 1_000;

/** Without a close frame: what a browser sees where HTTP refuses, which the accepted upgrade leaves no room for. */
const CUT = 1006;

const DEAF: SocketListener = { documentNameOf: () => '', received() {}, closed() {} };

/**
 * Waits for the first message, which tells the dialect, where the handshake lacks a token or a document's
 * name. In Hocuspocus' dialect they come in messages; in y-websocket's the handshake is refused for it.
 */
export function awaitFirstMessage(socket: DelayedSocket, service: Service, visitor: Visitor): void {
  const { shownName, region, token } = visitor;
  const cancel =
    token === null && shownName === '' ? () => {} : service.timers.after(SILENCE_LIMIT, refuseAsYWebsocket);

  function refuseAsYWebsocket(): void {
    socket.listen(DEAF);
    askForEntry(service, visitor, (answer) => {
      service.handshakes.add({ documentName: shownName, region, outcome: outcomeOf(answer) });
      if (answer.type === 'close') socket.close(answer.code, answer.reason);
      else if (answer.type !== 'silence') socket.close(CUT, '');
    }).catch(() => socket.close(CUT, ''));
  }

  socket.listen({
    documentNameOf: (message) => documentNameOf(message) || shownName,
    received(message, isBinary) {
      cancel();
      const isHocuspocusMessage = isBinary && Buffer.isBuffer(message) && isHocuspocus(message);
      if (isHocuspocusMessage) speakHocuspocus(socket, service, visitor, message);
      else refuseAsYWebsocket();
    },
    closed: cancel,
  });
}
