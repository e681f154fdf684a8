/** A disk that is soon full: a tmpfs of a few pages, which only root may mount. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, type TestContext } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** Its folder. Skips the test, saying so, where there can be none. */
export function smallDisk(context: TestContext, kilobytes: number): string {
  const folder = temporaryFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'none', folder]);
  if (mounted.status !== 0) context.skip('only root can mount a small disk');
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

/** Until not a byte fits in. Returns the file that takes the room. */
export function fillUp(folder: string): string {
  const file = join(folder, 'filler');
  for (const size of [4096, 1]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Full, for pieces of this size.
    }
  }
  return file;
}
