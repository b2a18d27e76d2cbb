/** No test is about time. It ends when it hangs, in ms, on a slow and busy machine, too. */
export const PATIENCE = 60_000;

/** One wait of a test, in ms: shorter, so that what never came is said. */
export const WAIT = 30_000;
