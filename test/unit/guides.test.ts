import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const FOLDER = 'stories/editors';
/** With its imports. */
const MOST_LINES = 20;
/** Where it takes more, its guide says for what. */
const MOST_LINES_OF: Readonly<Record<string, number>> = {
  quill: 22,
  tiptap: 23,
  monaco: 24,
  codemirror: 23,
  prosemirror: 27,
  blocknote: 31,
  lexical: 39,
};

const editors = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.stories.tsx'))
  .map((file) => file.replace('.stories.tsx', ''));

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

test('seven editors have a story', () => {
  expect(editors).toHaveLength(7);
});

describe.each(editors)('%s:', (editor) => {
  test('its guide shows the file that its story and its test run', () => {
    const guide = read(`stories/guides/editors/${editor}.mdx`);
    expect(guide).toContain(`import editor from '../../editors/${editor}.tsx?raw';`);
    expect(guide).toMatch(/<Listing [^>]*editor=\{editor\}/);
    expect(read(`${FOLDER}/${editor}.stories.tsx`)).toContain(`import('./${editor}.tsx')`);
    expect(read('test/browser/editors-under-test.ts')).toContain(`import('../../${FOLDER}/${editor}.tsx')`);
  });

  test('the file is short, imports the package as an app does, and is in the README', () => {
    const source = read(`${FOLDER}/${editor}.tsx`);
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES_OF[editor] ?? MOST_LINES);
    expect(source).not.toContain('/src/');
    if (editor in MOST_LINES_OF)
      expect(read(`stories/guides/editors/${editor}.mdx`)).toMatch(/more than the twenty/);
    expect(read('README.md')).toContain(`(${FOLDER}/${editor}.tsx)`);
  });
});
