import type { Problem } from '../../protocol/problem.ts';

/** A problem for who looks after the app: English, several lines, never a token. */
export function problemText({ kind, code, reason, docsUrl }: Problem): string {
  return [code === null ? kind : `${kind} (${code})`, reason, docsUrl].filter(Boolean).join('\n');
}
