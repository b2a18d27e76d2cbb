import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDocumentName, MAX_DOCUMENT_NAME_LENGTH } from '../../../src/protocol/document-name.ts';

test.each(['a', 'Z', '0', '-', '_', 'meeting-notes_2026', 'a'.repeat(254), 'a'.repeat(255)])(
  '%j follows the rule',
  (name) => {
    expect(isDocumentName(name)).toBe(true);
  },
);

test.each([
  '',
  'a'.repeat(256),
  ' ',
  'a b',
  'notes\n',
  '\nnotes',
  'a\nb',
  'notes\r',
  'notes\0',
  'a/b',
  'a.b',
  '..',
  'a:b',
  'tenant::app::notes',
  'a?b',
  'a%20b',
  'é',
  'ñ',
  'Ω',
  '笔记',
  '١',
  '😀',
  'ſ',
  '\u212a',
  'a\u200b',
  '–',
])('%j breaks the rule', (name) => {
  expect(isDocumentName(name)).toBe(false);
});

test('the documented maximum is 255', () => {
  expect(MAX_DOCUMENT_NAME_LENGTH).toBe(255);
});

test('one character that is not in the alphabet breaks any name', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const good = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 100 });
  const bad = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((c) => !alphabet.includes(c));
  fc.assert(
    fc.property(good, bad, good, (before, character, after) => {
      expect(isDocumentName(`a${before}${after}`)).toBe(true);
      expect(isDocumentName(before + character + after)).toBe(false);
    }),
  );
});
