/**
 * The text of `sql-child.ts`, as Node is to run it. The build puts a module with the compiled text
 * in the place of this one (scripts/build.ts), so that the bundle needs no file beside it.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface ChildSource {
  readonly code: string;
  readonly inputType: 'module' | 'module-typescript' | 'commonjs';
}

export function sqlChildSource(): ChildSource {
  const file = fileURLToPath(new URL('./sql-child.ts', import.meta.url));
  return { code: readFileSync(file, 'utf8'), inputType: 'module-typescript' };
}
