/**
 * Puts text on the clipboard.
 *
 * @throws where the browser does not allow it, or the page is not served securely
 */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
