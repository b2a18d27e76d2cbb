import { describe, expect, test } from 'vitest';
import { Doc, XmlElement, XmlText, Array as YArray, Map as YMap, Text as YText } from 'yjs';
import { textOf } from '../../../src/components/notice/text-of.ts';

function paragraph(...children: (string | XmlElement)[]): XmlElement {
  const element = new XmlElement('paragraph');
  element.insert(
    0,
    children.map((child) => (typeof child === 'string' ? new XmlText(child) : child)),
  );
  return element;
}

function block(name: string, ...children: XmlElement[]): XmlElement {
  const element = new XmlElement(name);
  element.insert(0, children);
  return element;
}

describe('what can be pasted of', () => {
  test('a text has no marks of its formats', () => {
    const doc = new Doc();
    doc.getText('notes').insert(0, 'bold', { bold: true });
    doc.getText('notes').insert(4, ' and <plain>\nnext line', {});
    expect(textOf(doc)).toBe('bold and <plain>\nnext line');
  });

  test('a text with something embedded is the text', () => {
    const doc = new Doc();
    doc.getText('notes').applyDelta([{ insert: 'see ' }, { insert: { image: 'x.png' } }, { insert: 'here' }]);
    expect(textOf(doc)).toBe('see here');
  });

  test('a ProseMirror document has a line a paragraph, and one line for what is in a paragraph', () => {
    const doc = new Doc();
    doc
      .getXmlFragment('prosemirror')
      .insert(0, [
        block('heading', paragraph('Plan')),
        paragraph('Ask ', new XmlElement('mention'), 'Ada', new XmlElement('hardBreak'), 'today'),
        block('bullet_list', block('list_item', paragraph('one')), block('list_item', paragraph('two'))),
        paragraph(),
      ]);
    expect(textOf(doc)).toBe('Plan\nAsk Ada\ntoday\none\ntwo');
  });

  test('a text that has its paragraphs in itself, as Lexical and Slate keep them, has a line each', () => {
    const doc = new Doc();
    const root = doc.get('root', XmlText);
    for (const words of ['first', 'second']) {
      const line = new XmlText();
      root.insertEmbed(root.length, line);
      // The format of a run of text.
      line.insertEmbed(0, new YMap([['__type', 'text']]));
      line.insert(1, words);
    }
    expect(textOf(doc)).toBe('first\nsecond');
  });

  test('maps and arrays, nested, and plain JSON in them, has a line a value', () => {
    const doc = new Doc();
    const card = new YMap<unknown>();
    doc.getArray('cards').push([card, { title: 'Plain', tags: ['a', 'b'], done: false, none: null }, 7, '']);
    card.set('title', new YText('Rich'));
    card.set('steps', YArray.from(['one', 'two']));
    expect(textOf(doc)).toBe('Rich\none\ntwo\nPlain\na\nb\n7');
  });

  test('several of them has an empty line between, and what is empty is left out', () => {
    const doc = new Doc();
    doc.getText('title').insert(0, 'Title');
    doc.getText('empty');
    doc.getMap('meta').set('author', 'Ada');
    expect(textOf(doc)).toBe('Title\n\nAda');
  });
});
