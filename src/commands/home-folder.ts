/** A home folder for whoever has none: without one, half of what asks for it throws. */
import { homedir } from 'node:os';

/** Where nothing is and nothing can be made, as in the passwd(5) of users without a home. */
export const NOWHERE = '/nonexistent';

/**
 * An empty HOME is none: folders would come to lie in whatever folder one happens to stand in. And a user whom
 * the system does not know has no home either (a container with a number for a user).
 */
export function mendHome(env: NodeJS.ProcessEnv): void {
  if (env.HOME === '') delete env.HOME;
  try {
    homedir();
  } catch {
    env.HOME = NOWHERE;
  }
}
