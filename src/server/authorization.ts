import { problemAnswer } from './problem-answer.ts';
import type { Report } from './report.ts';
import { ownFailure, type TokenHandlerError } from './token-handler-error.ts';

/**
 * What the app says to a request: `true` lets it in, `false` answers 403, `null` answers 401 (not signed
 * in), and a `Response` is passed on as it is.
 */
export type AuthorizeResult = boolean | null | Response;

/** The app's check of a request. */
export type Authorize = (request: Request) => AuthorizeResult | Promise<AuthorizeResult>;

/**
 * Asks the app.
 *
 * @returns `null` for one who is let in, else what is answered
 * @throws TokenHandlerError where the check threw, or gave something that is none of the four
 */
export async function refusalOf(
  authorize: Authorize,
  request: Request,
  scrub: (text: string) => string,
  report: Report,
): Promise<Response | null> {
  const result: unknown = await verdictOf(authorize, request, scrub, report);
  if (result === true) return null;
  if (result === null) {
    return problemAnswer(401, 'Unauthorized', 'Not signed in: the app knows nobody by this request.');
  }
  if (result === false) {
    return problemAnswer(403, 'Forbidden', 'Signed in, but the app gives no live documents to this person.');
  }
  if (isResponse(result)) return result;
  // Nobody is let in by a mistake, such as a `return` that was forgotten.
  throw report(
    ownFailure('authorize', `authorize returned ${typeof result}: return true, false, null or a Response.`),
  );
}

async function verdictOf(
  authorize: Authorize,
  request: Request,
  scrub: (text: string) => string,
  report: Report,
): Promise<unknown> {
  try {
    return await authorize(request);
  } catch (error) {
    // Remix and React Router throw the redirect to the sign-in page.
    if (isResponse(error)) return error;
    throw report(thrown(error, scrub));
  }
}

/** The app's own words are for its log only: the answer has none of them. */
function thrown(error: unknown, scrub: (text: string) => string): TokenHandlerError {
  const { message, stack } = Object(error) as Record<string, unknown>;
  const what = typeof message === 'string' ? message : typeof error;
  const failure = ownFailure('authorize', scrub(`authorize threw: ${what}`));
  if (typeof stack === 'string') failure.stack = scrub(stack);
  return failure;
}

/** Frameworks bring a Response of their own, and so `instanceof` does not tell. */
function isResponse(value: unknown): value is Response {
  return Object.prototype.toString.call(value) === '[object Response]';
}
