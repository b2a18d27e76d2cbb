import { type Doc, XmlElement, XmlFragment, XmlText, Array as YArray, Map as YMap, Text as YText } from 'yjs';

/** All that a person can read in a document, as text that can be pasted elsewhere: a paragraph or a value a line. */
export function textOf(doc: Doc): string {
  return lines([...doc.share.values()], '\n\n');
}

function textIn(value: unknown): string {
  if (value instanceof YText) return formatted(value);
  if (value instanceof XmlElement || value instanceof XmlFragment) return nested(value);
  if (value instanceof YMap) return lines([...value.values()]);
  // What is no type of Yjs is plain JSON.
  if (value instanceof YArray || Array.isArray(value)) return lines([...value]);
  if (Object.getPrototypeOf(Object(value)) === Object.prototype) return lines(Object.values(Object(value)));
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Without the marks of its formats. Some editors keep the paragraphs of a text in the text itself. */
function formatted(text: YText): string {
  const pieces = (text.toDelta() as readonly { readonly insert: unknown }[]).map(({ insert }) => insert);
  const words = pieces.filter((piece) => typeof piece === 'string');
  const paragraphs = pieces.filter((piece) => piece instanceof YText || piece instanceof XmlElement);
  return paragraphs.length === 0 ? words.join('') : lines([...words, ...paragraphs]);
}

/** Text and what is in it, like a mention, are one line; elements beside each other are blocks. */
function nested(element: XmlElement | XmlFragment): string {
  const children = element.toArray();
  if (!children.some((child) => child instanceof XmlText)) return lines(children);
  return children.map((child) => (isBreak(child) ? '\n' : textIn(child))).join('');
}

/** `hardBreak`, `hard_break`, `br`: as the schemas of editors have it. */
function isBreak(child: unknown): boolean {
  return child instanceof XmlElement && /^(?:hard_?break|br)$/i.test(child.nodeName);
}

function lines(values: readonly unknown[], between = '\n'): string {
  return values
    .map(textIn)
    .filter((text) => text.trim())
    .join(between);
}
