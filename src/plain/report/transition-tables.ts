/** What rounds did to right and wrong answers: as a table, and as flows. */
import type { Section } from '../../report/report.ts';
import {
  isBreakingObservable,
  runsWith,
  type TransitionCounts,
  type Transitions,
  type Way,
} from '../../report/transitions.ts';
import { formatCount } from '../../text/numbers.ts';
import { type Cell, cell, counted, percent, type Table } from './table.ts';

const RIGHT = { align: 'right' } as const;

interface Step {
  readonly from: number;
  readonly to: number;
}

export function transitionsTable({ transitions, rows }: Section): Table {
  const { steps, overall } = transitions;
  const isHidden = !isBreakingObservable(transitions);
  const line = (what: string, counts: TransitionCounts, step?: Step): Cell[] => {
    const place = step ? { round: step.to } : {};
    const behind = (way: Way) => ({ ...place, runs: () => runsWith(rows, way, step) });
    const right = counts.keptRight + counts.broken;
    const wrong = counts.fixed + counts.keptWrong;
    const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);
    const shown = (way: Way, whole: number) =>
      cell(`${formatCount(counts[way])} (${percent(share(counts[way], whole))})`, {
        ...behind(way),
        share: share(counts[way], whole),
      });
    const hidden = cell('not observable');
    return [
      cell(what, { ...place, runs: () => rows }),
      isHidden ? hidden : shown('keptRight', right),
      isHidden ? hidden : shown('broken', right),
      shown('fixed', wrong),
      shown('keptWrong', wrong),
      cell(formatCount(counts.sameWrong), behind('keptWrong')),
    ];
  };
  return {
    id: 'transitions',
    title: 'What rounds did to right and wrong answers',
    columns: [
      { label: 'rounds' },
      { label: 'right to right', ...RIGHT },
      { label: 'right to wrong', ...RIGHT },
      { label: 'wrong to right', ...RIGHT },
      { label: 'wrong to wrong', ...RIGHT },
      { label: 'same wrong', ...RIGHT },
    ],
    rows: [
      ...steps.map(({ from, to, counts }) => line(`${from} to ${to}`, counts, { from, to })),
      ...(steps.length === 1 ? [] : [line('all', overall)]),
    ],
    notes: transitionNotes(transitions, rows.length),
  };
}

function transitionNotes(transitions: Transitions, runs: number): string[] {
  const { stoppedOnCorrect, endedRight, showsReference, leftOut, unmarked } = transitions;
  const left = [
    [leftOut.probes, 'probe'],
    [leftOut.failed, 'failed call'],
    [leftOut.noAnswer, 'reply without an answer', 'replies without an answer'],
    [leftOut.ungraded, 'answer without a grade', 'answers without a grade'],
  ] as const;
  const named = left.flatMap(([count, one, many]) => (count === 0 ? [] : counted(count, one, many)));
  const all = (count: number) => {
    if (count === runs) return 'These runs';
    return count === 1 ? 'One of these runs' : `${formatCount(count)} of these runs`;
  };
  return [
    ...(stoppedOnCorrect > 0
      ? [
          `${all(stoppedOnCorrect)} stopped as soon as they were right: what more rounds would have done to right answers is not observable.`,
        ]
      : []),
    ...(endedRight > 0
      ? [`${all(endedRight)} ended right by a stop rule: what came after is not known.`]
      : []),
    ...(showsReference > 0
      ? [
          `Careful: the feedback of ${counted(showsReference, 'run')} was written with the right answer in view, so it tells more than a model could know.`,
        ]
      : []),
    ...(named.length > 0 ? [`Left out: ${named.join(', ')}.`] : []),
    ...(unmarked.same + unmarked.changed > 0
      ? [
          `Of answers without a grade, ${formatCount(unmarked.changed)} were changed by a round and ${formatCount(unmarked.same)} stayed.`,
        ]
      : []),
  ];
}

/** The four ways as bars to one scale, in at most so many cells; empty where there are none. */
export function flowLines({ transitions }: Pick<Section, 'transitions'>, width: number): string[] {
  const { overall } = transitions;
  const { keptRight, broken, fixed, keptWrong, sameWrong, otherWrong } = overall;
  const most = Math.max(keptRight, broken, fixed, keptWrong);
  if (most === 0) return [];
  const room = Math.max(8, width - FLOW_LABEL - FLOW_FIGURES);
  const bar = (count: number, sign: string) =>
    sign.repeat(count === 0 ? 0 : Math.max(1, Math.round((count / most) * room)));
  const line = (label: string, count: number, sign: string, more = '') =>
    `${label.padEnd(FLOW_LABEL)}${bar(count, sign)} ${formatCount(count)}${more}`;
  const hidden = !isBreakingObservable(transitions);
  return [
    ...(hidden
      ? [`${'✓ → any'.padEnd(FLOW_LABEL)}not observable: stopped on correct`]
      : [line('✓ → ✓ stayed right', keptRight, '█'), line('✓ → ✗ BREAK', broken, '▒')]),
    line('✗ → ✓ FIX', fixed, '█'),
    line(
      '✗ → ✗ stayed wrong',
      keptWrong,
      '▒',
      keptWrong === 0 ? '' : ` (${sameWrong} same, ${otherWrong} other)`,
    ),
  ];
}

/** Cells. */
const FLOW_LABEL = 20;
const FLOW_FIGURES = 28;
