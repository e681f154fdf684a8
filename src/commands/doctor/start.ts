/** What makes the program start faster: the compiled form of it that Node keeps. */
import { getCompileCacheDir } from 'node:module';
import type { Environment } from '../../bedrock/credentials.ts';
import { type Finding, note, ok } from './finding.ts';

export function startFindings(
  env: Environment,
  folder: string | undefined = getCompileCacheDir(),
): Finding[] {
  if (folder !== undefined) return [ok('compile cache', folder, { used: true })];
  const why = env.NODE_DISABLE_COMPILE_CACHE
    ? 'NODE_DISABLE_COMPILE_CACHE is set'
    : 'Node could not make its folder, or the program was started in another way';
  return [
    note(
      'compile cache',
      `not in use, so every start compiles the program: ${why}`,
      'Let TMPDIR, or NODE_COMPILE_CACHE, name a folder that you can write.',
      { used: false },
    ),
  ];
}
