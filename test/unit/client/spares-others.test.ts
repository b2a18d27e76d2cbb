import { expect, test } from 'vitest';
import { Doc, UndoManager, XmlElement, XmlText } from 'yjs';
import { sparesOthers } from '../../../src/core.ts';

const ME = Symbol('the one who undoes');

/** A line that one began, and what an undo of it leaves. */
function linesAfterUndo(
  deleteFilter: typeof sparesOthers | undefined,
  write: (line: XmlElement) => void,
): number {
  const doc = new Doc();
  const page = doc.getXmlFragment('page');
  const undo = new UndoManager(page, { trackedOrigins: new Set([ME]) });
  if (deleteFilter !== undefined) undo.deleteFilter = deleteFilter;
  const line = new XmlElement('line');
  doc.transact(() => page.insert(0, [line]), ME);
  write(line);
  undo.undo();
  doc.destroy();
  return page.length;
}

const others = (line: XmlElement) => line.insert(0, [new XmlText('theirs')]);
const own = (line: XmlElement) => line.doc?.transact(() => line.insert(0, [new XmlText('mine')]), ME);

test('a line stays with what another wrote in it, which an undo would else take away', () => {
  expect(linesAfterUndo(undefined, others)).toBe(0);
  expect(linesAfterUndo(sparesOthers, others)).toBe(1);
});

test('a line with nothing in it, or nothing but what is taken back, goes', () => {
  expect(linesAfterUndo(sparesOthers, () => {})).toBe(0);
  expect(linesAfterUndo(sparesOthers, own)).toBe(0);
});
