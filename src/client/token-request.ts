/** Why a token is asked for. */
export interface TokenRequest {
  /** The document that it is for first; `null` where it is for none. Tokens serve every document. */
  readonly documentName: string | null;
  /** `connect`: there is none; `expired`: it grew old; `rejected`: the service refused it. */
  readonly reason: 'connect' | 'expired' | 'rejected';
  /** Aborted when nobody waits for it any more, and after 30 s. */
  readonly signal: AbortSignal;
  /**
   * Tells for how many seconds the token lives from now on, the `expires_in` that came with it, as `fetchAccessToken`
   * does. Then neither a clock that is wrong nor a token that the backend had kept for a while costs a handshake.
   */
  readonly expiresIn?: (seconds: number) => void;
}
