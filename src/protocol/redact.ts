/** A JWT: three base64url parts, the first of which is a JSON object and so begins with `eyJ`. */
const JWT = /eyJ[\w-]+(?:\.[\w-]*)*/g;
/** The end of what is set apart, as a name is, stays. */
const QUERY = /\?[^\s"'<>\u2069]*/g;

/**
 * Takes out of a text for developers what may never be seen: tokens, and the query strings in which
 * they travel.
 *
 * @param text - any string
 */
export function redact(text: string): string {
  return text.replace(JWT, '[token]').replace(QUERY, '');
}
