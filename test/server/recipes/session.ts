/** Stands for the app's own sign-in: who a request is from, and `null` for nobody. */
export async function sessionOf(request: Request): Promise<{ userId: string } | null> {
  const userId = /(?:^|; )session=(\w+)/.exec(request.headers.get('Cookie') ?? '')?.[1];
  return userId === undefined ? null : { userId };
}
