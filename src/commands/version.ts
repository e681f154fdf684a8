/** Which version of the program this is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../questions/package-root.ts';

export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  const found = (manifest as { version?: unknown }).version;
  return typeof found === 'string' ? found : 'unknown';
}
