/** What an error says, whatever was thrown: not everything can be made a string of. */
export function textOfError(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  try {
    return String(error);
  } catch {
    return 'something that has no text';
  }
}
