/** The folders of the program: whether they are there, whether they can be written, and how much room there is. */

import { accessSync, constants, existsSync, statfsSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { Environment } from '../../bedrock/credentials.ts';
import { NOWHERE } from '../home-folder.ts';
import { type Facts, type Finding, note, ok, problem } from './finding.ts';

/** Never throws. */
export async function folderFindings(env: Environment): Promise<Finding[]> {
  const home = homeFinding(env);
  const places = await ourFolders();
  if (!places) return [home];
  return [home, ...places.map(({ what, path, variable }) => folderFinding(what, path, variable))];
}

export interface Place {
  readonly what: string;
  readonly path: string;
  /** That moves it elsewhere. */
  readonly variable: string;
}

/** `undefined` where no home folder is known: then there is nowhere for them. */
async function ourFolders(): Promise<readonly Place[] | undefined> {
  try {
    // Loaded here, since it looks for the home folder as soon as it is.
    const { default: envPaths } = await import('env-paths');
    const { config, data, cache } = envPaths('reflectoscope', { suffix: '' });
    return [
      { what: 'settings', path: config, variable: 'XDG_CONFIG_HOME' },
      { what: 'saved runs', path: join(data, 'runs'), variable: 'XDG_DATA_HOME' },
      { what: 'index of the library', path: join(cache, 'library'), variable: 'XDG_CACHE_HOME' },
      { what: 'cache', path: cache, variable: 'XDG_CACHE_HOME' },
    ];
  } catch {
    return undefined;
  }
}

function homeFinding(env: Environment): Finding {
  const help = 'Set HOME to a folder of yours, or XDG_CONFIG_HOME, XDG_DATA_HOME and XDG_CACHE_HOME.';
  const named = process.platform === 'win32' ? env.USERPROFILE : env.HOME;
  const home = homeOf();
  if (home === undefined || home === NOWHERE)
    return problem('home folder', 'none is known: nothing can be kept', help);
  if (!isAbsolute(home)) {
    return problem('home folder', 'HOME is no whole path, so folders are made wherever you are', help);
  }
  if (!existsSync(home)) return problem('home folder', 'it is named and is not there', help);
  if (!named) return note('home folder', `${home}, which the system names, since HOME is not set`);
  return ok('home folder', 'it is there');
}

function homeOf(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

/** Under this the next run may not find room: transcripts of long runs have a few MB. */
const LITTLE_BYTES = 100e6;
const NOTHING_BYTES = 1e6;

export function folderFinding(what: string, path: string, variable: string): Finding {
  const help = `Make it writable for you, or set ${variable} to a folder of yours.`;
  const isThere = existsSync(path);
  const facts: Facts = { path, exists: isThere };
  if (!isAbsolute(path)) {
    return problem(
      what,
      `${path} is no whole path: it is another folder wherever you are`,
      `Set ${variable} to a whole path.`,
      { facts },
    );
  }
  const why = isThere ? whyNoFile(path) : whyNoFolder(path);
  if (why !== undefined) {
    return problem(what, `${path} ${why}`, help, { facts: { ...facts, writable: false } });
  }
  const free = freeBytes(nearest(path));
  const all = { ...facts, writable: true, freeBytes: free ?? null };
  const says = `${path}${isThere ? ' is there and can be written' : ' is made when it is needed'}${free === undefined ? '' : `, ${roomWords(free)} free`}`;
  const room = `Make room on that disk, or set ${variable} to a folder on another one.`;
  if (free !== undefined && free < NOTHING_BYTES) return problem(what, says, room, { facts: all });
  if (free !== undefined && free < LITTLE_BYTES) return note(what, says, room, all);
  return ok(what, says, all);
}

/** By doing it: what the permissions say is not all that counts. A hidden name, which no list of runs has. */
function whyNoFile(folder: string): string | undefined {
  const file = join(folder, `.doctor-${process.pid}`);
  try {
    if (!statSync(folder).isDirectory()) return 'is a file, not a folder';
    writeFileSync(file, 'Can this be written?\n', { flag: 'wx', mode: 0o600 });
    unlinkSync(file);
    return undefined;
  } catch (thrown) {
    return `cannot be written (${codeOf(thrown)})`;
  }
}

/** Whether it could be made. Nothing is: to look must change nothing. */
function whyNoFolder(folder: string): string | undefined {
  const above = nearest(folder);
  try {
    if (!statSync(above).isDirectory()) return `cannot be made, since ${above} is a file`;
    accessSync(above, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (thrown) {
    return `is not there and cannot be made in ${above} (${codeOf(thrown)})`;
  }
}

/** What there is of a path. */
function nearest(path: string): string {
  return existsSync(path) || path === dirname(path) ? path : nearest(dirname(path));
}

function codeOf(thrown: unknown): string {
  return (thrown as NodeJS.ErrnoException).code ?? 'no reason was given';
}

/** What this user may still write; `undefined` where the file system does not tell. */
function freeBytes(path: string): number | undefined {
  try {
    const { bavail, bsize, blocks } = statfsSync(path);
    return blocks === 0 ? undefined : bavail * bsize;
  } catch {
    return undefined;
  }
}

/** `12 GB`, `3.4 MB`: in powers of ten, as disks are sold. */
export function roomWords(bytes: number): string {
  const [unit, size] = bytes >= 1e9 ? (['GB', 1e9] as const) : (['MB', 1e6] as const);
  const amount = bytes / size;
  return `${amount.toFixed(amount < 10 ? 1 : 0)} ${unit}`;
}
