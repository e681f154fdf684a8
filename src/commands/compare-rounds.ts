/** Which rounds are meant by `FILE#2`, read from their files; what is wrong with one is said in a sentence. */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isSameRound, type Side, sideOf, wholeRounds } from '../analysis/compare.ts';
import { lastShared } from '../analysis/compare-branches.ts';
import { foldAll } from '../run/fold.ts';
import type { Run } from '../run/run.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { readHead, readTranscript, type Transcript, TranscriptError } from '../transcripts/read.ts';
import { CommandError, EXIT } from './exit-codes.ts';

/** A round of a file, as it was named. */
export interface Wanted {
  readonly file: string;
  /** Absent: the last one with a whole answer. */
  readonly round: number | undefined;
}

export interface Chosen {
  readonly file: string;
  readonly side: Side;
  /** What was passed over in the file. */
  readonly notices: readonly string[];
}

/** `run.jsonl#2`; a file that has a # in its name is that file. */
export function wantedRound(spec: string): Wanted {
  const at = spec.lastIndexOf('#');
  if (at < 0 || existsSync(spec)) return { file: spec, round: undefined };
  const [file, round] = [spec.slice(0, at), spec.slice(at + 1)];
  if (/^\d{1,9}$/.test(round)) return { file, round: Number(round) };
  if (!existsSync(file)) return { file: spec, round: undefined };
  throw wrong(`In "${spec}", "${round}" is no round: after the # comes its number, as in ${file}#0.`);
}

export async function chooseRound({ file, round }: Wanted): Promise<Chosen> {
  const { events, notices } = await read(file);
  const clean = createCleaner();
  const run = foldAll(events.map(clean));
  const whole = run ? wholeRounds(run) : [];
  const index = round ?? whole.at(-1);
  const side = run && index !== undefined ? sideOf(run, index) : undefined;
  if (side) return { file, side, notices };
  throw wrong(noAnswer(run, round), whole.length > 0 ? `${rounds(whole, file)}` : 'Choose another run.');

  function noAnswer(of: Run | undefined, asked: number | undefined): string {
    if (asked === undefined) return `${file} has no round with a whole answer: there is nothing to compare.`;
    const isThere = of?.rounds.some(one => one.index === asked);
    return isThere
      ? `Round ${asked} of ${file} has no whole answer.`
      : `${file} has no round ${asked}${of && of.rounds.length > 0 ? `: its last one is round ${of.rounds.at(-1)?.index}` : ''}.`;
  }
}

/** Nothing can be learnt from an answer beside itself. */
export function checkDifferent(a: Chosen, b: Chosen): void {
  const { index } = a.side.round;
  const isOneFile = realpathSync(a.file) === realpathSync(b.file);
  const isOneRound = isOneFile ? index === b.side.round.index : isSameRound(a.side, b.side);
  if (!isOneRound) return;
  const others = wholeRounds(a.side.run).filter(one => one !== index);
  const first = isOneFile
    ? `Both are round ${index} of ${a.file}: an answer is not compared with itself.`
    : `${a.file} and ${b.file} hold the same run, and both mean its round ${index}: an answer is not compared with itself.`;
  throw wrong(
    first,
    others.length > 0 ? rounds(others, a.file) : 'Name a round of another run: this one has no other answer.',
  );
}

export type FoundParent =
  | { readonly parent: Wanted }
  | { readonly side: Side; readonly file: string }
  | { readonly note: string }
  | undefined;

/**
 * The round that both branched from: a branch has what it shares in its own file. Where it has not, the
 * file of a third run that lies beside theirs. Of two places in one run it is the earlier one.
 */
export function findParent(a: Chosen, b: Chosen): FoundParent {
  const shared = lastShared(a.side.run, b.side.run);
  if (shared !== undefined) {
    const isThird = shared < a.side.round.index && shared < b.side.round.index;
    const side = isThird ? sideOf(a.side.run, shared) : undefined;
    return side && { side, file: a.file };
  }
  const [one, other] = [a.side.run.parent, b.side.run.parent];
  const isOneBranch = a.side.run.id === b.side.run.id;
  if (!one || !other || one.run !== other.run || isOneBranch) return undefined;
  const round = Math.min(one.round, other.round);
  const folders = [...new Set([dirname(a.file), dirname(b.file)])];
  const file = folders.map(folder => fileOfRun(folder, one.run)).find(found => found !== undefined);
  if (file !== undefined) return { parent: { file, round } };
  return {
    note: `Both branched from run ${one.run}, round ${round}, whose file was not found in ${folders.join(' or ')}: --parent FILE#${round} names it.`,
  };
}

function fileOfRun(folder: string, run: string): string | undefined {
  const names = namesIn(folder);
  // A saved run has its id in its name, so mostly one file is opened.
  const likely = names.filter(name => name.includes(run));
  const all = [...likely, ...names.filter(name => !likely.includes(name))];
  const found = all.find(name => readHead(join(folder, name))?.run === run);
  return found === undefined ? undefined : join(folder, found);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.jsonl'))
      .sort();
  } catch {
    return [];
  }
}

async function read(file: string): Promise<Transcript> {
  try {
    return await readTranscript(file);
  } catch (thrown) {
    if (thrown instanceof TranscriptError) throw wrong(thrown.message);
    throw thrown;
  }
}

/** `Whole answers: rounds 0, 1 and 3. Name one as in run.jsonl#3.` */
function rounds(whole: readonly number[], file: string): string {
  const all = whole.length === 1 ? `round ${whole[0]}` : `rounds ${whole.join(', ')}`;
  return `There are whole answers in ${all}: name one as in ${basename(file)}#${whole.at(-1)}.`;
}

function wrong(...lines: string[]): CommandError {
  return new CommandError(EXIT.usage, ...lines);
}
