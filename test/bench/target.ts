/** What one number of the benchmark should be, and whether it is. */
export interface Target {
  readonly name: string;
  readonly met: boolean;
}

/** The last line of a run: a reader wants to know at once what is over. */
export function summary(targets: readonly Target[]): string {
  const missed = targets.filter(({ met }) => !met).map(({ name }) => name);
  const met = `${targets.length - missed.length} of ${targets.length} targets met`;
  return missed.length === 0 ? `${met}.` : `${met}. Over: ${missed.join('; ')}.`;
}
