import { Server } from '@hocuspocus/server';

/** Hocuspocus' own server, in a process of its own. Tells its parent the port, and ends with it. */
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: false,
  async onAuthenticate({ token }) {
    if (token === '') throw new Error('There is no token.');
  },
  // Keeps what it has: it would else forget a document with the last who has it open.
  beforeUnloadDocument: () => Promise.reject(new Error()),
});
await server.listen();
process.send?.(server.address.port);
process.on('disconnect', () => process.exit());
