/** An answer with tokens has some 2 kB. In bytes. */
const MAX_BYTES = 65_536;

/**
 * Reads a body as text, up to a bound: one that never ends would else fill the memory.
 *
 * @returns `null` for one of more than 64 kB
 */
export async function readBody(answer: Response): Promise<string | null> {
  const reader = answer.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) {
      // The one who sends without end may also not end when asked to.
      reader.cancel().catch(() => {});
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
