/** A notice that was put away in one story would be missing in the next. */
export function forgetDismissals(): void {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) {
      if (key.startsWith('wiresocket-react dismissed')) storage.removeItem(key);
    }
  }
}
