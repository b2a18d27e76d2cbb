import { type Doc, XmlElement, XmlFragment, XmlText, Array as YArray, Map as YMap, Text as YText } from 'yjs';

/** All that a person can read in a document, as text that can be pasted elsewhere. */
export function textOf(doc: Doc): string {
  return [...doc.share.keys()]
    .map((name) => textIn(doc.share.get(name)))
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}

function textIn(value: unknown): string {
  if (value instanceof XmlText || value instanceof YText) return plainText(value);
  if (value instanceof XmlElement || value instanceof XmlFragment)
    return value.toArray().map(textIn).join('\n');
  if (value instanceof YMap) return [...value.values()].map(textIn).filter(Boolean).join('\n');
  if (value instanceof YArray) return value.toArray().map(textIn).filter(Boolean).join('\n');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Without the marks of formats, which toString() would write as tags. */
function plainText(text: YText): string {
  const pieces = text.toDelta() as readonly { readonly insert: unknown }[];
  return pieces.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}
