import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../src/messages/catalogue.ts';
import * as source from '../../src/messages/translate.ts';
import { reachOf } from '../support/dist-graph.ts';
import { CATALOGUES, IDS, LANGUAGES } from '../unit/messages/catalogues.ts';

type Translate = typeof source.translate;

/** The numbers whose plural categories differ in some language. */
const COUNTS = [0, 1, 2, 3, 11, 100, 1_000_000];

const { translate } = (await import(resolve('dist/messages/translate.js'))) as { translate: Translate };

async function built(name: string): Promise<Catalogue> {
  return (await import(resolve(`dist/messages/${name}.js`)))[name];
}

describe.each(LANGUAGES)('messages/%s as built', (name) => {
  test('says what its source says, although a translation has lost its names', async () => {
    const catalogue = await built(name);
    for (const n of COUNTS) {
      const said = IDS.map((id) => translate(catalogue, id, { n }));
      expect(said).toEqual(IDS.map((id) => source.translate(CATALOGUES[name], id, { n })));
    }
    expect(catalogue.locale).toBe(CATALOGUES[name].locale);
    expect(catalogue.dir).toBe(CATALOGUES[name].dir);
  });

  test('can be changed by name', async () => {
    const catalogue = await built(name);
    const changed = { ...catalogue, messages: { ...catalogue.messages, 'offline.title': 'Kein Netz' } };
    expect(translate(changed, 'offline.title').text).toBe('Kein Netz');
    expect(translate(changed, 'offline.body')).toEqual(translate(catalogue, 'offline.body'));
  });
});

test.each(['de', 'es', 'fr', 'ja', 'ar'])('messages/%s brings nothing else along', (name) => {
  const { packages, files } = reachOf(`dist/messages/${name}.js`);
  expect([packages.size, files.size]).toEqual([0, 1]);
});
