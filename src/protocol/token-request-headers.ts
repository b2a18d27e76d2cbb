/** Why a browser asks its backend for a token: `connect`, `expired` or `rejected`. */
export const REASON_HEADER = 'WireSocket-Token-Reason';

/** The document that it is for first. */
export const DOCUMENT_HEADER = 'WireSocket-Document';
