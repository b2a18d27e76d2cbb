/** What a React app imports. */
export * from './core.ts';
export { useWireSocketClient } from './react/context.ts';
export { WireSocketProvider, type WireSocketProviderProps } from './react/provider.tsx';
export { type UseDocumentOptions, useWireSocketDocument } from './react/use-document.ts';
export { type LiveDocument, useLiveDocument } from './react/use-live-document.ts';
export { type EditorHost, type MountedEditor, useMountedEditor } from './react/use-mounted-editor.ts';
export { useOpenDocuments } from './react/use-open-documents.ts';
export { type Presence, usePresence } from './react/use-presence.ts';
export { useRetryCountdown } from './react/use-retry-countdown.ts';
export { useServiceHealth } from './react/use-service-health.ts';
export { useUsage } from './react/use-usage.ts';
