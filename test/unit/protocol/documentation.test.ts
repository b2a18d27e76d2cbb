import { expect, test } from 'vitest';
import { CLOSE_CODE_DOCUMENTATION, CLOSE_CODE_NAMES } from '../../../src/protocol/close-code-docs.ts';
import { HTTP_ERROR_DOCUMENTATION } from '../../../src/protocol/http-error-docs.ts';

/** The tables of https://docs.wiresocket.com/error-reference as they stand there, in Markdown. */
const CLOSE_CODE_TABLE = `
| \`4001\` | Missing Token    | No JWT was provided in the handshake                          | Add the token via subprotocol, query parameter, or Auth header. See [Authentication](/authentication).                   |
| \`4002\` | Invalid Token    | Token is expired, malformed, or has an invalid signature      | Refresh the token using your refresh token and reconnect. See [Token Renewal](/authentication#token-renewal).            |
| \`4003\` | Forbidden        | Token does not match the tenant or application being accessed | Verify your \`client_id\` and \`appId\` are correct for this environment.                                                    |
| \`4004\` | Connection Limit | Application has hit its total concurrent connection cap       | Implement graceful degradation in your UI. Consider upgrading your plan.                                                 |
| \`4005\` | Document Limit   | Application has hit its total active document cap             | Close unused document sessions. Consider upgrading your plan.                                                            |
| \`4006\` | Rate Limit       | Operations per minute threshold exceeded                      | Back off and reconnect after 30 seconds. Consider upgrading your plan.                                                   |
| \`4007\` | Invalid Name     | Document name violates naming rules                           | Use alphanumeric characters, hyphens, and underscores only. Max 255 characters.                                          |
| \`4008\` | Users Per Doc    | Too many concurrent users on this document                    | Notify the user the document is full. Consider upgrading your plan.                                                      |
| \`4009\` | Wrong Region     | Document is active in another region                          | Parse the \`REDIRECT:\` URL from the close reason and reconnect. See [Dataplane](/data-plane/dataplane#connect-and-catch). |
`;

const DASHBOARD_TABLE = `
| \`400 Bad Request\`         | Missing or malformed request parameters          | Check required fields — \`grant_type\`, \`client_id\`, \`documentName\`, etc. Do not retry automatically.                       |
| \`401 Unauthorized\`        | API key or token is missing or invalid           | Verify your \`client_id\` and \`client_secret\`. Re-authenticate if needed.                                                   |
| \`403 Forbidden\`           | Your account lacks permission for this operation | Check your plan supports this feature. Contact support if unexpected.                                                     |
| \`429 Too Many Requests\`   | Dashboard management API rate limit hit          | Back off and retry with exponential backoff. Do not hammer the endpoint.                                                  |
| \`503 Service Unavailable\` | Dashboard is under maintenance                   | Use the dataplane directly with a cached JWT. Monitor [status.wiresocket.com](https://status.wiresocket.com) for updates. |
`;

const DATAPLANE_TABLE = `
| \`400 Bad Request\`         | Missing \`documentName\` parameter | Ensure \`documentName\` is included in the query string.   |
| \`401 Unauthorized\`        | JWT is missing or invalid        | Re-authenticate and retry with a fresh token.            |
| \`503 Service Unavailable\` | Node is degraded or overloaded   | Retry with backoff using the \`Retry-After\` header value. |
`;

/** Cells of the table's rows; a link's text stays, a sentence that is only a pointer ("See …") goes. */
function rowsOf(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) =>
          cell
            .trim()
            .replace(/ See \[[^\]]+\]\([^)]+\)\./, '')
            .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1'),
        ),
    );
}

test('the nine close codes have the names and the words of the documentation', () => {
  const rows = Object.entries(CLOSE_CODE_DOCUMENTATION).map(([code, { description, action }]) => [
    `\`${code}\``,
    CLOSE_CODE_NAMES[Number(code)],
    description,
    action,
  ]);
  expect(rows).toEqual(rowsOf(CLOSE_CODE_TABLE));
  expect(rows).toHaveLength(9);
});

test.each([
  ['dashboard', DASHBOARD_TABLE, 5],
  ['dataplane', DATAPLANE_TABLE, 3],
] as const)('the HTTP errors of the %s have the words of the documentation', (plane, table, count) => {
  const docs = HTTP_ERROR_DOCUMENTATION[plane];
  const rows = Object.entries(docs).map(([status, { name, description, action }]) => {
    expect(name.startsWith(`${status} `)).toBe(true);
    return [`\`${name}\``, description, action];
  });
  expect(rows).toEqual(rowsOf(table));
  expect(rows).toHaveLength(count);
});
