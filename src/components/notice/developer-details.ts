import { CLOSE_CODE_DOCUMENTATION, type CloseCodeDocs } from '../../protocol/close-code-docs.ts';
import { HTTP_ERROR_DOCUMENTATION } from '../../protocol/http-error-docs.ts';
import type { Problem } from '../../protocol/problem.ts';

/** What the service's documentation says of a problem; `null` where it says nothing. */
export function documentationOf({ source, code }: Problem): CloseCodeDocs | null {
  const tables: Readonly<Record<string, Readonly<Record<number, CloseCodeDocs>>>> = {
    close: CLOSE_CODE_DOCUMENTATION,
    ...HTTP_ERROR_DOCUMENTATION,
  };
  return code === null ? null : (tables[source]?.[code] ?? null);
}

/** A problem for who builds the app: English, several lines, never a token. */
export function detailsOf(problem: Problem): string {
  const { kind, code, reason, docsUrl } = problem;
  const docs = documentationOf(problem);
  return [
    code === null ? kind : `${kind} (${code})`,
    reason,
    docs && `${docs.description}. ${docs.action}`,
    docsUrl,
  ]
    .filter(Boolean)
    .join('\n');
}
