import { describe, expect, test } from 'vitest';
import type { Catalogue, CompleteMessages } from '../../../src/messages/catalogue.ts';
import { en } from '../../../src/messages/en.ts';
import { translate } from '../../../src/messages/translate.ts';

/** `npm run check` compiles these. A line that should be refused and is not fails there. */
describe('a catalogue is complete by type', () => {
  const all = en.messages;

  test('with every message it is accepted', () => {
    const complete = { ...all } satisfies CompleteMessages<'one' | 'other'>;
    expect(Object.keys(complete)).toEqual(Object.keys(all));
  });

  test('a message that is missing is refused', () => {
    const { recovered: _, ...rest } = all;
    // @ts-expect-error `recovered` is missing
    const lacking: CompleteMessages = rest;
    expect(Object.keys(lacking)).not.toContain('recovered');
  });

  test('a message that is misspelt is refused, in an incomplete catalogue too', () => {
    // @ts-expect-error `offline.titel` is no message
    const misspelt = { ...all, 'offline.titel': 'Offline' } satisfies CompleteMessages;
    // @ts-expect-error as above
    const own: Catalogue = { locale: 'nl', dir: 'ltr', messages: { 'offline.titel': 'Offline' } };
    expect(Object.keys(misspelt)).toContain('offline.titel');
    expect(translate(own, 'offline.title').lang).toBe('en');
  });

  test('a plural category that is missing is refused, and one that the language does not have', () => {
    const two = { one: '{n} Platz', other: '{n} Plätze' };
    const german = { ...all, 'usage.left': two } satisfies CompleteMessages<'one' | 'other'>;
    // @ts-expect-error Arabic has six
    const arabic: CompleteMessages<'zero' | 'one' | 'two' | 'few' | 'many' | 'other'> = german;
    const japanese = {
      ...all,
      // @ts-expect-error Japanese has only `other`
      'usage.left': { one: '{n}', other: '{n}' },
    } satisfies CompleteMessages<'other'>;
    expect(arabic['usage.left']).toBe(two);
    expect(japanese['usage.left'].other).toBe('{n}');
  });

  test('a message that counts has forms, and one that does not is a text', () => {
    // @ts-expect-error `usage.left` counts
    const uncounted = { ...all, 'usage.left': 'some' } satisfies CompleteMessages;
    // @ts-expect-error `recovered` does not
    const counted = { ...all, recovered: { other: 'Back' } } satisfies CompleteMessages;
    expect(uncounted['usage.left']).toBe('some');
    expect(counted.recovered.other).toBe('Back');
  });
});
