/**
 * Whether an answer is a redirect that was not followed. A browser hides its status; Node shows it.
 *
 * @param answer - to a request with `redirect: 'manual'`
 */
export function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}
