import { expect, test } from 'vitest';
import { documentedReason } from '../../../../src/emulator/close-reason.ts';
import { codeOfDocumented } from '../../../../src/sync/hocuspocus/documented-reason.ts';
import { codeOfReason } from '../../../../src/sync/hocuspocus/refusal-code.ts';

test.each([
  ['No JWT was provided in the handshake', 4001],
  ['Missing Token', 4001],
  ['Token is expired, malformed, or has an invalid signature', 4002],
  ['Invalid token', 4002],
  ['Token does not match the tenant or application being accessed', 4003],
  ['Forbidden: another tenant', 4003],
  ['Document name violates naming rules', 4007],
  ['Connection limit exceeded: 100', 4004],
  ['Document limit exceeded: 50 (active: 50)', 4005],
  ['Rate limit exceeded: 600 ops/min', 4006],
  ['Document user limit exceeded: 10', 4008],
  ['REDIRECT:wss://us-east-1.wiresocket.net/notes', 4009],
])('the documented reason %j stands for %i', (reason, code) => {
  expect(codeOfReason(reason, 4401)).toBe(code);
});

test.each([4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008, 4009])(
  "the emulator's reason of %i does, too",
  (code) => {
    const facts = { limits: {}, connections: 1, documents: 2, users: 3, operations: 4 };
    const reason = documentedReason(code, {
      ...facts,
      redirectTo: 'wss://elsewhere.example',
      documentName: 'notes',
    });
    expect(codeOfDocumented(reason, 4401)).toBe(code);
  },
);

test.each([
  ['Reset Connection', 4205],
  ['Unauthorized', 4401],
  ['Forbidden', 4403],
  ['Connection Timeout', 4408],
  ['Message Too Big', 1009],
])("the words %j of Hocuspocus' own server stand for %i", (reason, code) => {
  expect(codeOfReason(reason, 1000)).toBe(code);
});

test.each(['', 'permission-denied', 'Go away: Connection limit exceeded', 'Redirect', 'toString'])(
  'the reason %j stands for whatever it would be otherwise',
  (reason) => {
    expect(codeOfReason(reason, 4401)).toBe(4401);
    expect(codeOfReason(reason, 1000)).toBe(1000);
  },
);
