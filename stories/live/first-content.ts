import { seed, type WireSocketDocument } from '../../src/index.ts';

const TEXT =
  'Quarterly plan\n\n1. Ship the new editor.\n2. Invite the whole team to it.\n3. Retire the old one in spring.\n';

/** What an app does as the service stores nothing: whoever is first in a document writes what was archived. */
export function seedPlan(document: WireSocketDocument): Promise<boolean> {
  return seed(document, (doc) => doc.getText('notes').insert(0, TEXT));
}
