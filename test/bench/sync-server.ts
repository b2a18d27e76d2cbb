import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';

/** y-websocket's own server, in a process of its own. Tells its parent the port, and ends with it. */
const http = createServer();
const sockets = new WebSocketServer({
  server: http,
  handleProtocols: (offered) => (offered.has('access_token') ? 'access_token' : false),
});
sockets.on('connection', (socket, request) => setupWSConnection(socket, request));
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
