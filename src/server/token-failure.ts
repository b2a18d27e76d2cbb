import { HTTP_ERROR_DOCUMENTATION } from '../protocol/http-error-docs.ts';
import { MAX_RETRY_AFTER } from '../protocol/retry-after.ts';
import type { TokenAnswer } from './token-answer.ts';
import { TokenHandlerError } from './token-handler-error.ts';

/** An answer of the token endpoint that has no tokens. */
export type FailedAnswer = Exclude<TokenAnswer, { type: 'tokens' }>;

/** How long the token endpoint is left alone where it does not say, in seconds. */
const DEFAULT_RETRY_AFTER = {
  // Every limit of the service is per minute.
  429: 60,
  503: 10,
} as const;

/** What to check in the backend's own set-up. */
const HINTS = {
  400: 'Check tokenUrl, and that clientId is the one of this environment.',
  401: 'Check clientId and clientSecret: they belong together, to one environment.',
  403: 'Check the plan of this clientId.',
} as const;

/**
 * The error for an answer without tokens.
 *
 * @param repeats - how many answers before this one, in a row, were 429
 */
export function failureOf(answer: FailedAnswer, now: number, repeats: number): TokenHandlerError {
  switch (answer.type) {
    case 'refused': {
      const error = answer.error === null ? '' : ` (${answer.error})`;
      return documented(answer.status, `${error}: ${wordsFor(answer.status)} ${HINTS[answer.status]}`);
    }
    case 'wait': {
      const seconds = pauseAfter(answer, repeats);
      const cap = seconds === MAX_RETRY_AFTER ? ', the longest wait there is, whatever Retry-After says' : '';
      const next = `It is not asked again for ${seconds} s${cap}.`;
      return documented(answer.status, `: ${wordsFor(answer.status)} ${next}`, now + seconds * 1000);
    }
    case 'broken':
      return failure(
        502,
        'Bad Gateway',
        `The token endpoint ${answer.why}. Check tokenUrl, and whether this backend can reach it.`,
      );
  }
}

/** "Back off and retry with exponential backoff": a 429 that comes again doubles the wait. */
function pauseAfter(
  { status, retryAfter }: Extract<FailedAnswer, { type: 'wait' }>,
  repeats: number,
): number {
  const seconds = retryAfter ?? DEFAULT_RETRY_AFTER[status];
  // One that says 0 has to be backed off from, too.
  return Math.min(status === 429 ? Math.max(seconds, 1) * 2 ** repeats : seconds, MAX_RETRY_AFTER);
}

function documented(
  status: keyof typeof HTTP_ERROR_DOCUMENTATION.dashboard,
  rest: string,
  retryAt?: number,
): TokenHandlerError {
  const { name } = HTTP_ERROR_DOCUMENTATION.dashboard[status];
  return failure(
    status,
    `WireSocket answered ${name}`,
    `The token endpoint answered ${name}${rest}`,
    retryAt,
  );
}

function wordsFor(status: keyof typeof HTTP_ERROR_DOCUMENTATION.dashboard): string {
  const { description, action } = HTTP_ERROR_DOCUMENTATION.dashboard[status];
  return `${description}. ${action}`;
}

function failure(status: number, title: string, detail: string, retryAt?: number): TokenHandlerError {
  return new TokenHandlerError({ source: 'token-endpoint', status, title, detail, retryAt: retryAt ?? null });
}
