// app/token/route.ts
import { createTokenHandler } from '../../../src/server/index.ts'; // in an app: 'wiresocket-react/server'
import { sessionOf } from './session.ts'; // the app's own

export const POST = createTokenHandler({
  clientId: process.env.WIRESOCKET_CLIENT_ID,
  clientSecret: process.env.WIRESOCKET_CLIENT_SECRET,
  tokenUrl: process.env.WIRESOCKET_TOKEN_URL, // the emulator's in development; not set: WireSocket's
  authorize: async (request) => ((await sessionOf(request)) === null ? null : true),
});
