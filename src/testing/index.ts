/** Helpers for the tests of apps that use the kit. */
export type { TestConnection, TestDocumentEvents, TestDocumentState } from './document-shape.ts';
export {
  type BroughtDocument,
  createTestClient,
  type TestClient,
  type TestClientOptions,
} from './test-client.ts';
export { createTestClock, type TestClock } from './test-clock.ts';
export {
  createTestDocument,
  type TestDocument,
  type TestDocumentCall,
  type TestDocumentOptions,
} from './test-document.ts';
export type { AssessedUse, TestUse } from './test-usage.ts';
export { type WaitOptions, waitForState, waitForStatus } from './wait-for.ts';
