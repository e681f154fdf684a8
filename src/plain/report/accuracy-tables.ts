/** Whether reflection helped, round by round, and what another stop rule would have done: as tables. */
import type { Decision } from '../../analysis/statistics/paired.ts';
import type { Proportion } from '../../analysis/statistics/proportion.ts';
import { type RoundAccuracy, singleLane } from '../../report/accuracy.ts';
import type { Section } from '../../report/report.ts';
import type { RunRow } from '../../report/row.ts';
import {
  isEverRight,
  isFirstRight,
  isGraded,
  isReturnedRight,
  ownRounds,
  standingAt,
} from '../../report/standing.ts';
import { formatSeconds, formatUsd } from '../../text/numbers.ts';
import {
  type Cell,
  cell,
  counted,
  PROPORTION_COLUMNS,
  proportionCells,
  pWords,
  type Table,
} from './table.ts';

const RIGHT = { align: 'right' } as const;

export function helpedTable({ best, lastPaying, rows, stopping }: Section): Table {
  const line = (what: string, one: Proportion, isOne: (row: RunRow) => boolean): Cell[] => {
    const behind = { runs: () => rows.filter(row => isGraded(row) && isOne(row)) };
    return [cell(what, { runs: () => rows.filter(isGraded) }), ...proportionCells(one, behind)];
  };
  return {
    id: 'helped',
    title: 'Did reflection help?',
    columns: [{ label: '' }, ...PROPORTION_COLUMNS],
    rows: [
      line('first answer', best.first, isFirstRight),
      line('answer returned', best.last, isReturnedRight),
      ...(best.voted
        ? [line('answer voted for', best.voted, row => row.returned?.why === 'vote' && isReturnedRight(row))]
        : []),
      line('right in some round', best.ever, isEverRight),
      line('had it and lost it', best.lost, row => isEverRight(row) && !isReturnedRight(row)),
    ],
    notes:
      best.runs === 0
        ? ['No run has a graded answer, so nothing can be said of right and wrong.']
        : [
            helpedWords(best.decision, best.p),
            ...(lastPaying === undefined || stopping.runs === 0 ? [] : [payingWords(lastPaying)]),
          ],
  };
}

function helpedWords(decision: Decision, p: number): string {
  const test = `McNemar's exact test, ${pWords(p)}`;
  if (decision === 'undecided') {
    return `Undecided: these runs do not carry a difference between the first answer and the one returned (${test}).`;
  }
  return decision === 'second'
    ? `The answers returned are better than the first ones (${test}).`
    : `The answers returned are worse than the first ones (${test}).`;
}

function payingWords(round: number): string {
  if (round === 0) return 'No round of reflection is better than round 0 beyond doubt.';
  return `Rounds after round ${round} are not better beyond doubt.`;
}

export function roundsTable({ byRound, rows, best, stopping }: Section): Table {
  const isPriced = byRound.some(({ addedUsd }) => addedUsd !== undefined);
  const isTimed = byRound.some(({ addedMs }) => addedMs !== undefined);
  return {
    id: 'rounds',
    title: 'Round by round',
    columns: [
      { label: 'round', ...RIGHT },
      ...PROPORTION_COLUMNS,
      { label: 'fixed', ...RIGHT },
      { label: 'broken', ...RIGHT },
      ...(isPriced ? [{ label: 'per new right', ...RIGHT }] : []),
      ...(isTimed ? [{ label: 'time', ...RIGHT }] : []),
      { label: 'against the one before' },
    ],
    rows: byRound.map(one => {
      const { round } = one;
      const wasRight = (row: RunRow) => standingAt(row, round - 1)?.isRight === true;
      const isRight = (row: RunRow) => standingAt(row, round)?.isRight === true;
      const behind = (isOne: (row: RunRow) => boolean) => ({
        runs: () => singleLane(rows).filter(isOne),
        round,
      });
      return [
        cell(
          String(round),
          behind(row => ownRounds(row).some(made => made.round === round)),
        ),
        ...proportionCells(one.carried, behind(isRight)),
        cell(
          round === 0 ? '' : String(one.fixed),
          behind(row => !wasRight(row) && isRight(row)),
        ),
        cell(
          round === 0 ? '' : String(one.broken),
          behind(row => wasRight(row) && !isRight(row)),
        ),
        ...(isPriced ? [cell(perRightWords(one, one.usdPerRight, formatUsd))] : []),
        ...(isTimed ? [cell(perRightWords(one, one.msPerRight, formatSeconds))] : []),
        cell(one.round === 0 ? '' : roundWords(one)),
      ];
    }),
    notes: [
      'A run that ended earlier keeps the answer that it had.',
      ...(best.runs > stopping.runs
        ? [`Of runs with one lane; ${counted(best.runs - stopping.runs, 'run')} with several are left out.`]
        : []),
    ],
  };
}

function perRightWords(
  { round, fixed, broken }: RoundAccuracy,
  amount: number | undefined,
  words: (amount: number) => string,
): string {
  if (round === 0) return '';
  if (fixed <= broken) return 'none gained';
  return amount === undefined ? 'unknown' : words(amount);
}

function roundWords({ decision, p, fixed, broken }: RoundAccuracy): string {
  if (fixed + broken === 0) return 'the same';
  const word = decision === 'undecided' ? 'undecided' : decision === 'second' ? 'better' : 'worse';
  return `${word}, ${pWords(p)}`;
}

export function stoppingTable({ stopping, rows }: Section): Table {
  const isPriced = stopping.rows.some(({ usd }) => usd !== undefined);
  const isTimed = stopping.rows.some(({ ms }) => ms !== undefined);
  return {
    id: 'stopping',
    title: 'Had they stopped otherwise',
    columns: [
      { label: 'stop' },
      ...PROPORTION_COLUMNS,
      { label: 'rounds', ...RIGHT },
      ...(isPriced ? [{ label: 'a run', ...RIGHT }] : []),
      ...(isTimed ? [{ label: 'time', ...RIGHT }] : []),
      { label: 'against as they were' },
    ],
    rows: stopping.rows.map(one => [
      cell(one.isOracle ? `${one.words} (needs the reference)` : one.words),
      ...proportionCells(one.accuracy, { runs: () => rows }),
      cell(one.reflections.toFixed(1)),
      ...(isPriced ? [cell(formatUsd(one.usd))] : []),
      ...(isTimed ? [cell(one.ms === undefined ? 'unknown' : formatSeconds(one.ms))] : []),
      cell(one.id === 'as-they-were' ? '' : one.fired === 0 ? 'never fires before' : stopWords(one.decision)),
    ]),
    notes: [
      `Found on what these ${counted(stopping.runs, 'run')} said, without a call: what a longer run would have said is not known.`,
      ...(stopping.leftOut > 0
        ? [`${counted(stopping.leftOut, 'run')} with several lanes or without a graded answer left out.`]
        : []),
    ],
  };
}

function stopWords(decision: Decision): string {
  if (decision === 'undecided') return 'undecided';
  return decision === 'second' ? 'better' : 'worse';
}
