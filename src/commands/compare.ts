/** `reflectoscope compare A[#round] B[#round]`: two rounds of any saved runs beside each other, on the screen or as lines. */
import { type Comparison, compareRounds } from '../analysis/compare.ts';
import { compareLines } from '../plain/compare.ts';
import { safeJson } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { compareJson } from './compare-json.ts';
import { type Chosen, checkDifferent, chooseRound, findParent, wantedRound } from './compare-rounds.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import type { LookFlags } from './look.ts';
import { createOutput } from './output.ts';
import { signsFor, whyPlain } from './terminal.ts';

export interface CompareFlags extends Pick<LookFlags, 'theme'> {
  readonly plain?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** `FILE[#round]` of the run that both branched from. */
  readonly parent?: string | undefined;
}

/** `rounds` are two, as `FILE[#round]`. */
export async function compare(rounds: readonly string[], flags: CompareFlags): Promise<ExitCode> {
  const [specA, specB, ...more] = rounds;
  if (specA === undefined || specB === undefined || more.length > 0) {
    const many = `${rounds.length} ${rounds.length === 1 ? 'was' : 'were'} named`;
    throw new CommandError(
      EXIT.usage,
      `Two rounds are compared, and ${many}.`,
      'As in: reflectoscope compare run.jsonl#0 run.jsonl. A parent of both is named with --parent.',
    );
  }
  const a = await chooseRound(wantedRound(specA));
  const b = await chooseRound(wantedRound(specB));
  checkDifferent(a, b);
  const { parent, found } = await parentOf(a, b, flags);
  const comparison = compareRounds(a.side, b.side, parent?.side);
  const notices = [a, b, ...(parent ? [parent] : [])].flatMap(one => one.notices);
  if (!flags.json && !whyPlain(flags, process.env, process)) {
    const { openCompare } = await import('./compare-open.ts');
    return openCompare(comparison, { notices, found }, flags);
  }
  for (const notice of new Set(notices)) process.stderr.write(`${sanitizeLine(notice)}\n`);
  const output = createOutput(process.stdout);
  if (flags.json) {
    const files = { a: a.file, b: b.file, parent: parent?.file };
    output.write(safeJson(compareJson(comparison, files, found), 2));
  } else for (const line of told(comparison, found)) output.write(line);
  await output.end();
  return EXIT.done;
}

function told(comparison: Comparison, found: readonly string[]): string[] {
  return compareLines(comparison, signsFor(process.env), found.map(sanitizeLine));
}

/** The one that was named; else the one that both branched from, if it can be found and has an answer. */
async function parentOf(
  a: Chosen,
  b: Chosen,
  flags: CompareFlags,
): Promise<{ readonly parent?: Chosen; readonly found: readonly string[] }> {
  if (flags.parent !== undefined) return { parent: await namedParent(a, b, flags.parent), found: [] };
  const found = findParent(a, b);
  if (!found) return { found: [] };
  if ('note' in found) return { found: [found.note] };
  if ('side' in found) return { parent: { ...found, notices: [] }, found: [] };
  try {
    return { parent: await chooseRound(found.parent), found: [] };
  } catch (thrown) {
    // Nobody asked for it: without it there are still the two.
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return { found: [`The parent of both is not shown: ${why}`] };
  }
}

/** Without a round it is the one that A branched from, if A did from this run. */
async function namedParent(a: Chosen, b: Chosen, spec: string): Promise<Chosen> {
  const wanted = wantedRound(spec);
  const last = await chooseRound(wanted);
  const place = [a, b].map(({ side }) => side.run.parent).find(one => one?.run === last.side.run.id);
  const parent =
    wanted.round === undefined && place ? await chooseRound({ ...wanted, round: place.round }) : last;
  for (const one of [a, b]) checkDifferent(one, parent);
  return parent;
}
