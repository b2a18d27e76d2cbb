import { ownProblem, type Problem } from './problem.ts';
import { textOfError } from './text-of-error.ts';

/** An error that is one of the documented problems. */
export class WireSocketError extends Error {
  override readonly name = 'WireSocketError';
  /** What went wrong, as the state of a document tells it. */
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.kind}${problem.code === null ? '' : ` (${problem.code})`}: ${problem.reason}`);
    this.problem = problem;
  }
}

/** The problem that an error is; `unreachable` for one that nobody foresaw. */
export function problemOfError(error: unknown): Problem {
  return error instanceof WireSocketError ? error.problem : ownProblem('unreachable', textOfError(error));
}
