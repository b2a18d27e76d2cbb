import { ContentType, type Item } from 'yjs';

/**
 * The `deleteFilter` of a Yjs `UndoManager` for text in lines or blocks: who takes back that they began one leaves it,
 * as long as there is anything in it. Without it, undo takes away what another wrote there since.
 *
 * @example undoManager.deleteFilter = sparesOthers;
 */
export function sparesOthers({ content }: Item): boolean {
  return !(content instanceof ContentType && content.type._length > 0);
}
