import type { ConnectionState } from '../connection/state.ts';
import type { Problem } from '../protocol/problem.ts';

/**
 * What the service made of a token: let it in, refused it, refused it so often that nothing more happens by
 * itself, or nothing that can be told.
 */
export type TokenVerdict = 'accepted' | 'refused' | 'given-up' | 'unclear';

/** What a connection's state says of its token; `null`: nothing new. */
export function verdictOf(connection: ConnectionState): TokenVerdict | null {
  switch (connection.status) {
    case 'live':
      return 'accepted';
    case 'connecting':
      // Later on it is still the problem of the attempt before, whose token was another one.
      return connection.problem === null || connection.step !== 'token'
        ? null
        : verdictOn(connection.problem);
    case 'waiting':
      return verdictOn(connection.problem);
    case 'stopped': {
      const verdict = connection.problem === null ? 'unclear' : verdictOn(connection.problem);
      return verdict === 'refused' ? 'given-up' : verdict;
    }
    case 'idle':
    case 'syncing':
      return null;
  }
}

/** A close for another reason than the token says that the token is good. */
function verdictOn({ kind, source, code }: Problem): TokenVerdict {
  if (kind === 'unauthorized' && source === 'dataplane') return 'refused';
  if (source !== 'close') return 'unclear';
  if (kind === 'invalid-token' || kind === 'missing-token') return 'refused';
  return code !== null && code >= 4003 && code <= 4009 ? 'accepted' : 'unclear';
}
