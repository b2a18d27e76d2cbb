import type { Problem } from '../protocol/problem.ts';
import type { TestConnection } from './document-shape.ts';

/** @throws TypeError that says what is wrong with what a helper was given */
export function check(isRight: boolean, wrong: string): void {
  if (!isRight) throw new TypeError(wrong);
}

/** Options, or none. @throws TypeError where they are no object */
export function checkOptions<Options extends object>(
  helper: string,
  options: Options | undefined,
): Partial<Options> {
  const given = options ?? {};
  check(typeof given === 'object', `${helper}: its options are an object.`);
  return given;
}

/** Whether it has functions of these names, or is one where there are none. */
export function canBeCalled(value: unknown, ...names: readonly string[]): boolean {
  const called = names.length === 0 ? [value] : names.map((name) => Object(value)[name]);
  return called.every((part) => typeof part === 'function');
}

const STATUSES: Readonly<Record<TestConnection['status'], true>> = {
  idle: true,
  connecting: true,
  syncing: true,
  live: true,
  waiting: true,
  stopped: true,
};

/**
 * Checks the state of a connection: a test may be in plain JavaScript.
 *
 * @throws TypeError that says what it is instead
 */
export function checkConnection(connection: TestConnection): TestConnection {
  if (Object.hasOwn(STATUSES, Object(connection).status)) return connection;
  const statuses = Object.keys(STATUSES).join(', ');
  throw new TypeError(
    `Test document: a connection is a state like { status: 'live', since: Date.now() }, with one of ${statuses}.`,
  );
}

/**
 * Checks a problem: a test may be in plain JavaScript.
 *
 * @throws TypeError that says what it is instead
 */
export function checkProblem(problem: Problem): Problem {
  if (typeof Object(problem).kind === 'string') return problem;
  throw new TypeError(
    'Test document: a problem is a close code, like 4008, or what problemFromClose or problemFromStatus gives.',
  );
}
