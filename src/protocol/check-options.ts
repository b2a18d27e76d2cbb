/** What is wrong with each option; `false`: nothing. */
export type Flaws = Readonly<Record<string, string | false>>;

/**
 * Checks options: plain JavaScript may give anything, which would else fail later, and without saying why.
 *
 * @param caller - who was given them
 * @throws TypeError that says which is wrong, and what it has to be
 */
export function check(caller: string, flaws: Flaws): void {
  for (const [option, flaw] of Object.entries(flaws)) {
    if (flaw) throw new TypeError(`${caller}: ${option} is ${flaw}.`);
  }
}

/**
 * As {@link check}, and what clients and adopted providers are given alike.
 *
 * @param flaws - of what else there is
 */
export function checkGiven(caller: string, options: object, flaws?: Flaws): void {
  const { trustedHosts = [], clock, environment, ...given } = Object(options) as Record<string, unknown>;
  const areHosts = Array.isArray(trustedHosts) && trustedHosts.every(isText);
  check(caller, {
    ...flaws,
    options: options !== undefined && Object(options) !== options && 'no object',
    // It would else throw no sooner than when a redirect is met.
    trustedHosts: !areHosts && 'no list of hostnames',
    clock: cannot(clock, ['now', 'after']),
    environment: cannot(environment, ['online', 'subscribe']),
    random: cannot(given.random),
    WebSocket: cannot(given.WebSocket),
    fetch: cannot(given.fetch),
    renewToken: cannot(given.renewToken),
  });
}

/**
 * What is wrong with an option that is called later on.
 *
 * @param functions - which of its functions are called; absent: it is one itself
 * @returns `false` where it is right, or left out
 */
export function cannot(value: unknown, functions?: readonly string[]): string | false {
  const isFunction = (part: unknown) => typeof part === 'function';
  return (
    value !== undefined &&
    !(functions ? functions.every((name) => isFunction(Object(value)[name])) : isFunction(value)) &&
    (functions ? `no object with the functions ${functions}` : 'not a function')
  );
}

/** Whether it is text, and any. */
export function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
