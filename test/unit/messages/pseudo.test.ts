import { expect, test } from 'vitest';
import { en } from '../../../src/messages/en.ts';
import { pseudo } from '../../../src/messages/pseudo.ts';
import { translate } from '../../../src/messages/translate.ts';
import { formsOf, IDS } from './catalogues.ts';

const lengthOf = ({ messages }: typeof pseudo) =>
  IDS.flatMap((id) => formsOf(messages[id])).reduce((sum, [, text]) => sum + text.length, 0);

test('is in brackets, with its placeholders filled', () => {
  const { text, lang } = translate(pseudo, 'usage.left', { n: 3 });
  expect(text).toBe('[3 plááçééš lééft]');
  expect(lang).toBeUndefined();
});

test('is about 40 % longer than English', () => {
  const growth = lengthOf(pseudo) / lengthOf(en);
  expect(growth).toBeGreaterThan(1.33);
  expect(growth).toBeLessThan(1.47);
});
