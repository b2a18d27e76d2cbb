import { MAX_DOCUMENT_NAME_LENGTH } from '../../protocol/document-name.ts';

/**
 * A name near to the one that was refused, which would work: accents and all else that is not allowed
 * become hyphens.
 *
 * @returns never empty
 */
export function suggestName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '');
  const allowed = plain.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return allowed.slice(0, MAX_DOCUMENT_NAME_LENGTH) || 'untitled';
}
