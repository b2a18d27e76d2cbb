/** Hosts that the service itself redirects to. */
const SERVICE_HOSTS = ['*.wiresocket.net', '*.wiresocket.com'];

/** Where a redirect may lead, and so the token, where the app says nothing else. */
export function defaultTrustedHosts(endpoints: readonly string[]): readonly string[] {
  return [...endpoints.map((endpoint) => new URL(endpoint).hostname), ...SERVICE_HOSTS];
}
