/** The versions of the packages that matter most. The build writes them in, since nobody has their folders then. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../questions/package-root.ts';

/** Under the names by which they are known. */
export const PARTS = {
  'AWS SDK': '@aws-sdk/client-bedrock-runtime',
  Ink: 'ink',
  React: 'react',
} as const;

/** Throws where a package is not installed. */
export function partVersions(): Readonly<Record<keyof typeof PARTS, string>> {
  const read = (name: string): string =>
    JSON.parse(readFileSync(join(packageRoot(), 'node_modules', name, 'package.json'), 'utf8')).version;
  return { 'AWS SDK': read(PARTS['AWS SDK']), Ink: read(PARTS.Ink), React: read(PARTS.React) };
}
