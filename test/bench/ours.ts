/**
 * The client as it is published: a loader that compiles on the fly adds helpers of its own to every function.
 * The path is put together, since the types are those of the source, which is there before any build.
 */
const built = new URL('../../dist/core.js', import.meta.url).href;

export const { createWireSocketClient } = (await import(built)) as typeof import('../../src/core.ts');
