import { expect, test } from 'vitest';
import { codeOfDocumented } from '../../../../src/client/adopt/documented-reason.ts';
import { documentedReason } from '../../../../src/emulator/close-reason.ts';
import { codeOfReason } from '../../../../src/sync/hocuspocus/refusal-code.ts';

const FACTS = {
  limits: {},
  connections: 1,
  documents: 2,
  users: 3,
  operations: 4,
  redirectTo: 'wss://us-east-1.wiresocket.net',
  documentName: 'notes',
};

test.each([4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008, 4009])(
  'the documented reason of %i stands for it, as it does in the dialect',
  (code) => {
    const reason = documentedReason(code, FACTS);
    expect(codeOfDocumented(reason, 4401)).toBe(code);
    expect(codeOfReason(reason, 4401)).toBe(code);
  },
);

test.each(['', 'permission-denied', 'Unauthorized', 'Go away: Connection limit exceeded', 'toString'])(
  'the reason %j stands for whatever it would be otherwise',
  (reason) => {
    expect(codeOfDocumented(reason, 4401)).toBe(4401);
  },
);
