import express from 'express';
import { createTokenHandler } from '../../../src/server/index.ts'; // in an app: 'wiresocket-react/server'
import { sessionOf } from './session.ts'; // the app's own

const token = createTokenHandler({
  clientId: process.env.WIRESOCKET_CLIENT_ID,
  clientSecret: process.env.WIRESOCKET_CLIENT_SECRET,
  tokenUrl: process.env.WIRESOCKET_TOKEN_URL, // the emulator's in development; not set: WireSocket's
  authorize: async (request) => ((await sessionOf(request)) === null ? null : true),
});

export const app = express();
app.post('/token', async (req, res) => {
  const headers = new Headers(Object.entries(req.headers).map(([name, value]) => [name, String(value)]));
  const url = new URL(req.path, 'http://localhost');
  const answer = await token(new Request(url, { method: req.method, headers }));
  res
    .status(answer.status)
    .setHeaders(answer.headers)
    .send(await answer.text());
});
