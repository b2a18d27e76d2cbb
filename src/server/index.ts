/** The app's backend: its token endpoint, web-standard `Request → Response`. */
export type { Authorize, AuthorizeResult } from './authorization.ts';
export { createTokenHandler } from './token-handler.ts';
export { TokenHandlerError, type TokenHandlerErrorSource } from './token-handler-error.ts';
export type { TokenHandlerOptions } from './token-handler-options.ts';
export { createMemoryTokenStore, type StoredTokens, type TokenStore } from './token-store.ts';
