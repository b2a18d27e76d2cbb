import { redact } from '../protocol/redact.ts';

/**
 * Takes what may never be seen out of a text that the app or a library of its wrote: these secrets, as
 * they are and as a form carries them, and tokens.
 *
 * @param secrets - not empty
 */
export function createScrub(secrets: readonly string[]): (text: string) => string {
  const spellings = secrets
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ '': secret }).toString().slice(1),
    ])
    // One may be part of another, and what is left of that would show.
    .sort((a, b) => b.length - a.length);
  return (text) => redact(spellings.reduce((left, secret) => left.replaceAll(secret, '[hidden]'), text));
}
