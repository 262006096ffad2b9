/** Which conversation a user had open, in this browser. Each user has their own: the server checks it anyway. */

const name = (userId: string) => `professor-lock.thread.${userId}`;

export function lastThread(userId: string): string | null {
  try {
    return localStorage.getItem(name(userId));
  } catch {
    return null; // storage is switched off: a reload begins anew
  }
}

export function rememberThread(userId: string, threadId: string | null): void {
  try {
    if (threadId === null) localStorage.removeItem(name(userId));
    else localStorage.setItem(name(userId), threadId);
  } catch {
    // as above
  }
}
