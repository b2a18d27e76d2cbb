/** No answer is waited for longer than this, whatever it asks: 10 minutes, in seconds. */
export const MAX_RETRY_AFTER = 600;

/**
 * Reads the Retry-After of an answer. A date in it is by the clock of who sent it, as is the answer's own date.
 *
 * @param now - by the clock of this device, where the answer's date cannot be read. In ms since the epoch
 * @returns as {@link parseRetryAfter}
 */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const sentAt = Date.parse(headers.get('Date') ?? '');
  return parseRetryAfter(headers.get('Retry-After'), sentAt || now);
}

/**
 * Reads a Retry-After header in both of its forms, seconds and an HTTP date.
 *
 * @param value - the header, `null` where it is absent or where CORS hides it
 * @param now - the time to count an HTTP date from, in ms since the epoch
 * @returns seconds to wait, 0 to {@link MAX_RETRY_AFTER}; `null` where the value says nothing usable
 */
export function parseRetryAfter(value: string | null, now: number): number | null {
  const text = value?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : secondsUntil(text, now);
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER);
}

/** An HTTP date begins with the day's name; without it `Date.parse` would take nearly anything for one. */
function secondsUntil(date: string, now: number): number {
  return /^[A-Z][a-z]{2}/.test(date) ? Math.ceil((Date.parse(date) - now) / 1000) : Number.NaN;
}
