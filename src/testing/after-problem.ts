import type { Problem } from '../protocol/problem.ts';
import type { TestConnection } from './document-shape.ts';

/** How long a wait is that the kit paces by itself, in s: its own is shorter or longer, and left to chance. */
const WAIT = 30;

/**
 * The state that the kit has after a problem. Refused once, a token is renewed: what people hear of is that it was
 * refused again, and so that is the one.
 */
export function afterProblem(problem: Problem): TestConnection {
  if (problem.kind === 'wrong-region')
    return { status: 'connecting', step: 'handshake', attempt: 2, problem };
  if (stops(problem)) return { status: 'stopped', problem };
  const now = Date.now();
  const rule = ruleFor(problem);
  const retryAt = now + (rule ?? WAIT) * 1000;
  return {
    status: 'waiting',
    problem,
    retryAt: problem.kind === 'offline' ? null : retryAt,
    earliestRetryAt: rule === null ? now : retryAt,
    attempt: 1,
  };
}

/** What neither passes by itself, nor stands before a limit. */
function stops(problem: Problem): boolean {
  // A server that says that we break the protocol will say so again; garbage from it may pass.
  if (problem.kind === 'protocol-error') return problem.source === 'close';
  return problem.recovery !== 'automatic' && !('limit' in problem);
}

/** What has to be waited out, whoever asks, in s; `null` where anybody may try at once. */
function ruleFor(problem: Problem): number | null {
  switch (problem.kind) {
    case 'rate-limit':
    case 'redirect-loop':
      return 30;
    case 'too-many-requests':
      return Math.max(problem.retryAfter ?? 60, 1);
    case 'maintenance':
    case 'overloaded':
      return problem.retryAfter === null ? null : Math.max(problem.retryAfter, 1);
    default:
      return null;
  }
}
