/** What there is to say of a saved run in a list: short words, each safe to print. Pure. */
import type { Totals } from '../library/order.ts';
import type { Row, RunState } from '../library/row.ts';
import type { RoundSummary, RunSummary } from '../library/summary.ts';
import { formatCount, formatSaved, formatUsd } from '../text/numbers.ts';
import { type Signs, UNICODE_SIGNS, WORD_SIGNS } from './signs.ts';

/** What a round did is said in a word where a sign alone does not tell it from its neighbour. */
const SAID = new Set(['FIX', 'BREAK', 'FLIP-BACK', 'FAILED', 'PROBE']);

/** `✗ ✓FIX ✓ ✓`; without signs `wrong, FIX, right, right`. */
export function marksText(rounds: readonly RoundSummary[], signs: Signs = UNICODE_SIGNS): string {
  if (signs === WORD_SIGNS) return rounds.map(({ mark }) => mark.word).join(', ');
  return rounds.map(markText).join(' ');
}

/** One of them. */
export function markText({ mark }: RoundSummary): string {
  if (!SAID.has(mark.kind)) return mark.sign;
  return `${mark.sign}${mark.kind === 'PROBE' ? '' : (SHORT[mark.kind] ?? mark.word)}`;
}

const SHORT: Readonly<Record<string, string>> = { 'FLIP-BACK': 'back', FAILED: '' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** `now`, `4 m`, `3 h`, `12 d`, `3 y`. `time` and `now` in ms since 1970. */
export function ageWords(time: number, now: number): string {
  const age = now - time;
  if (age < MINUTE) return 'now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} m`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h`;
  return age < 1000 * DAY ? `${Math.floor(age / DAY)} d` : `${Math.floor(age / YEAR)} y`;
}

/** `≥$0.01` where some calls did not tell what they took. */
export function costText(
  { cost, atLeast }: Pick<RunSummary, 'cost' | 'atLeast'>,
  signs: Signs = UNICODE_SIGNS,
): string {
  if (cost === undefined) return 'unknown';
  const least = signs === WORD_SIGNS ? 'at least ' : '≥';
  return `${atLeast ? least : ''}${formatUsd(cost)}`;
}

export function savedText({ saved }: Pick<RunSummary, 'saved'>, signs: Signs = UNICODE_SIGNS): string {
  return saved === undefined ? '' : signs.words(formatSaved(saved));
}

/** What is not as one would expect of it; empty for a run that ended by itself. */
export function stateWords(state: RunState): string {
  return state === 'done' ? '' : state;
}

/** Where the answers come from, where that is not a model: it must not be missed. */
export function originWords({ provenance, from }: Pick<RunSummary, 'provenance' | 'from'>): string {
  if (provenance === 'live') return '';
  return provenance === 'imported' && from !== undefined ? `imported, ${from}` : provenance;
}

/** `branch of #1`, `2 branches`, `same id as another file`. */
export function kinshipWords({ run, branches, twins }: Row): string[] {
  return [
    ...(run?.parent ? [`branch after #${run.parent.round}`] : []),
    ...(branches > 0 ? [`${branches} ${branches === 1 ? 'branch' : 'branches'}`] : []),
    ...(twins.length > 0 ? ['same run twice'] : []),
  ];
}

/** `340 kB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}

/** `12 runs   $0.12   saved +$0.01   cost of 2 unknown`. */
export function totalsWords(totals: Totals, signs: Signs = UNICODE_SIGNS): string[] {
  const { runs, cost, saved, atLeast, unknown } = totals;
  const least = atLeast ? 'at least ' : '';
  return [
    `${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'}`,
    ...(unknown < runs ? [`${least}${formatUsd(cost)}`, `saved ${signs.words(formatSaved(saved))}`] : []),
    ...(unknown > 0 ? [unknown === runs ? 'cost unknown' : `cost of ${formatCount(unknown)} unknown`] : []),
  ];
}
