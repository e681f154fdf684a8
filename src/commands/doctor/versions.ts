/** Which program this is, on which Node and which system, and in which terminal program. */
import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../bedrock/credentials.ts';
import { packageRoot } from '../../questions/package-root.ts';
import { version } from '../version.ts';
import { type Finding, note, ok, problem } from './finding.ts';
import { partVersions } from './part-versions.ts';

export function versionFindings(env: Environment): Finding[] {
  const parts = partVersions();
  const system = `${process.platform} ${release()}, ${process.arch}`;
  return [
    ok('program', `reflectoscope ${version()}`, { version: version() }),
    nodeFinding(process.versions.node, neededNode()),
    ok(
      'built with',
      Object.entries(parts)
        .map(([name, found]) => `${name} ${found}`)
        .join(', '),
      parts,
    ),
    ok('system', system, { platform: process.platform, release: release(), arch: process.arch }),
    terminalProgram(env),
  ];
}

function neededNode(): string {
  const { engines } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  return String(engines.node).replace('>=', '');
}

/** `needed` as `22.13`. */
export function nodeFinding(found: string, needed: string): Finding {
  const [major = 0, minor = 0] = found.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = needed.split('.').map(Number);
  const isOld = major < leastMajor || (major === leastMajor && minor < leastMinor);
  if (!isOld) return ok('Node', found, { version: found });
  return problem('Node', `${found} is too old: it needs ${needed}`, `Install Node ${needed} or newer.`, {
    facts: { version: found },
  });
}

/** By what it says of itself in the environment; what it says when it is asked comes with its abilities. */
function terminalProgram(env: Environment): Finding {
  const { TERM, TERM_PROGRAM, TERM_PROGRAM_VERSION, WT_SESSION } = env;
  const program = TERM_PROGRAM ?? (WT_SESSION ? 'Windows Terminal' : undefined);
  const named =
    program === undefined
      ? 'does not name itself'
      : [program, TERM_PROGRAM_VERSION].filter(Boolean).join(' ');
  const facts = { program: program ?? null, TERM: TERM ?? null };
  if (TERM) return ok('terminal program', `${named}, TERM=${TERM}`, facts);
  return note('terminal program', `${named}, TERM is not set`, undefined, facts);
}
