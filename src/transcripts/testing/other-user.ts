/**
 * Runs a script as somebody who may do less: permissions do not bind root, so where the tests run as root it is
 * another user. Skips the test, saying so, where that user cannot read the sources.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import type { TestContext } from 'vitest';

/** Nobody is this user. */
const OTHER = 54_321;

/** `folder`: belongs to that user meanwhile, so that its permissions mean what they say. */
export function asOther(
  context: TestContext,
  args: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
) {
  const isRoot = process.getuid?.() === 0;
  const who = isRoot ? { uid: OTHER, gid: OTHER } : {};
  if (isRoot) chownSync(folder, OTHER, OTHER);
  const said = spawnSync(process.execPath, [...args], { encoding: 'utf8', env, cwd: '/', ...who });
  const cannotStart =
    said.error !== undefined || /EACCES.*(?:realpath|lstat|open)|Cannot find module/.test(said.stderr);
  if (isRoot) chownSync(folder, 0, 0);
  // Whoever clears up has to be able to.
  chmodSync(folder, 0o755);
  if (cannotStart) context.skip('another user may not read the sources here');
  return said;
}
