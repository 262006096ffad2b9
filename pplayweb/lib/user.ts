/** The user who is signed in to this app, whichever sign-in it uses. */
export interface User {
  id: string;
  /** "free", "pro", "elite": what the server's limits go by. */
  tier: string;
  email?: string;
}
