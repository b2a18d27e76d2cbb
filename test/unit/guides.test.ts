import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const FOLDER = 'stories/editors';
/** Of code, imports included. */
const MOST_LINES = 20;
/** Where it takes more, its guide says for what. */
const MOST_LINES_OF: Readonly<Record<string, number>> = { prosemirror: 23, blocknote: 24, lexical: 35 };

const editors = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.stories.tsx'))
  .map((file) => file.replace('.stories.tsx', ''));

/** What is neither empty nor a comment. No comment here stands beside code or goes on in a second line. */
function linesOfCode(source: string): string[] {
  return source.split('\n').filter((line) => !/^\s*($|\/[/*])/.test(line));
}

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
    const most = MOST_LINES_OF[editor];
    expect(linesOfCode(source).length).toBeLessThanOrEqual(most ?? MOST_LINES);
    expect(source).not.toContain('/src/');
    if (most !== undefined)
      expect(read(`stories/guides/editors/${editor}.mdx`)).toContain(`${most} lines of code`);
    expect(read('README.md')).toContain(`(${FOLDER}/${editor}.tsx)`);
  });
});
