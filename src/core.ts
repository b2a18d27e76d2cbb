// biome-ignore-all assist/source/organizeImports: adoptProvider comes last, so that what it shares with the client stays where the client has it.
/** The client without React: for another framework, a worker, or Node. */
export { createWireSocketClient, type WireSocketClient } from './client/client.ts';
export type { WebSocketClass, WireSocketClientOptions } from './client/client-options.ts';
export { healthPollOf, type LimitUse, type PlanUse, usagePollOf } from './client/client-polls.ts';
export type { Discovery, Health } from './client/dataplane.ts';
export type { DatedToken } from './client/dated-token.ts';
export type {
  DocumentEvents,
  DocumentOptions,
  ReadonlyStore,
  WireSocketDocument,
} from './client/document.ts';
export { canEdit, type DocumentState } from './client/document-state.ts';
export type { Environment, EnvironmentEvent } from './client/environment.ts';
export { fetchAccessToken, TokenEndpointError } from './client/fetch-access-token.ts';
export type { Polled } from './client/poll.ts';
export { seed } from './client/seed.ts';
export { sparesOthers } from './client/spares-others.ts';
export type { TokenRequest } from './client/token-request.ts';
export { createTokenSharing, type SharedTokenNeed, type TokenSharing } from './client/token-sharing.ts';
export type { Usage, UsageOf } from './client/usage.ts';
export type { Clock } from './connection/clock.ts';
export { type ConnectionState, type ConnectionStatus, problemOf } from './connection/state.ts';
export {
  CLOSE_CODE_DOCUMENTATION,
  CLOSE_CODE_NAMES,
  type CloseCodeDocs,
} from './protocol/close-code-docs.ts';
export { CLOSE_CODES, type CloseCode } from './protocol/close-codes.ts';
export { isDocumentName, MAX_DOCUMENT_NAME_LENGTH } from './protocol/document-name.ts';
export { HTTP_ERROR_DOCUMENTATION, type HttpErrorDocs } from './protocol/http-error-docs.ts';
export { HTTP_ERRORS, type HttpError } from './protocol/http-errors.ts';
export {
  type DocumentLimitProblem,
  type HttpPlane,
  type LimitProblem,
  type Problem,
  type ProblemBase,
  type ProblemKind,
  type ProblemSource,
  problemFromClose,
  problemFromStatus,
  type Recovery,
  type WaitProblem,
  type WrongRegionProblem,
} from './protocol/problem.ts';
export type { PlanLimits } from './protocol/token-claims.ts';
export type { UsageLevel } from './protocol/usage-level.ts';
export { WireSocketError } from './protocol/wiresocket-error.ts';
export type { TokenPlace } from './sync/wire.ts';
export {
  type AdoptableProvider,
  type AdoptOptions,
  adoptProvider,
} from './client/adopt/adopt-provider.ts';
export type { HocuspocusProviderLike } from './client/adopt/hocuspocus-port.ts';
export type { WebsocketProviderLike } from './client/adopt/websocket-port.ts';
