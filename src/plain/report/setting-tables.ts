/** Settings against each other: groups, the frontier, feedback and caching, as tables. */
import type { FeedbackCell } from '../../report/feedback-table.ts';
import type { Axis, Placed, Point } from '../../report/frontier.ts';
import { MOST_COMPARED, type Report } from '../../report/report.ts';
import { mean } from '../../report/stopping.ts';
import { STUDY_CACHING, STUDY_FEEDBACK } from '../../report/study.ts';
import { formatSeconds, formatUsd } from '../../text/numbers.ts';
import { modelName } from '../describe.ts';
import {
  type Cell,
  type Column,
  cell,
  counted,
  PROPORTION_COLUMNS,
  percent,
  proportionCells,
  pWords,
  type Table,
} from './table.ts';

const RIGHT = { align: 'right' } as const;

export function groupsTable(report: Report): Table | undefined {
  const { groups, by } = report;
  if (by.length === 0) return undefined;
  return {
    id: 'groups',
    title: `By ${by.join(', ')}`,
    columns: [
      ...by.map(label => ({ label })),
      { label: 'runs', ...RIGHT },
      { label: 'first', ...RIGHT },
      ...PROPORTION_COLUMNS.map(one => (one.label === 'right' ? { ...one, label: 'returned right' } : one)),
      { label: 'lost', ...RIGHT },
      { label: 'a run', ...RIGHT },
      { label: 'time', ...RIGHT },
    ],
    rows: groups.map(({ values, rows, best }) => [
      ...valueWords(by, values).map(word => cell(word, { runs: () => rows })),
      cell(String(rows.length), { runs: () => rows }),
      cell(percent(best.first.share)),
      ...proportionCells(best.last, { runs: () => rows }),
      cell(String(best.lost.successes)),
      cell(formatUsd(mean(rows.map(({ cost }) => cost)))),
      cell(timeWords(mean(rows.map(({ ms }) => ms)))),
    ]),
    notes: differenceNotes(report),
  };
}

/** The differences that the data carry; of the others how many there are. */
function differenceNotes({ differences, groups, by }: Report): string[] {
  const name = (index: number) => valueWords(by, groups[index]?.values ?? []).join(', ');
  const decided = differences.flatMap(({ first, second, decision, questions, p }) => {
    if (decision === 'undecided') return [];
    const [better, worse] = decision === 'first' ? [first, second] : [second, first];
    const on = `on ${counted(questions, 'question')} that both answered, ${pWords(p)}`;
    return `${name(better)} is better than ${name(worse)} (${on}).`;
  });
  const apart = differences.filter(({ questions }) => questions === 0).length;
  const open = differences.length - decided.length - apart;
  return [
    ...decided,
    ...(open > 0
      ? [
          `${decided.length > 0 ? 'Undecided' : 'The data decide nothing'} between ${open === 1 ? 'two groups' : `the groups of ${open} other pairs`}.`,
        ]
      : []),
    ...(apart > 0 ? [`${counted(apart, 'pair')} of groups without a question in common.`] : []),
    ...(groups.length > MOST_COMPARED
      ? [`More than ${MOST_COMPARED} groups are not laid against each other.`]
      : []),
  ];
}

function valueWords(by: Report['by'], values: readonly string[]): string[] {
  return values.map((value, index) => (by[index] === 'model' ? modelName(value) : value));
}

function timeWords(ms: number | undefined): string {
  return ms === undefined ? 'unknown' : formatSeconds(ms);
}

export function pointName({ model, strategy, round }: Point): string {
  return `${modelName(model)}, ${strategy}, ${round === 1 ? '1 round' : `${round} rounds`}`;
}

/** The table of one axis; `undefined` where no point has a place on it. */
export function frontierTable({ frontier, scope }: Report, axis: Axis): Table | undefined {
  const placed = frontier[axis];
  if (placed.length === 0) return undefined;
  const words = axis === 'usd' ? formatUsd : timeWords;
  return {
    id: `frontier-${axis}`,
    title: axis === 'usd' ? 'Accuracy against cost' : 'Accuracy against time',
    columns: [
      { label: '' },
      { label: 'model, strategy, rounds' },
      ...PROPORTION_COLUMNS,
      { label: 'a run', ...RIGHT },
      { label: '' },
    ],
    rows: placed.map(point => [
      cell(point.isPareto ? '●' : '·'),
      cell(pointName(point), { runs: () => point.rows, round: point.round }),
      ...proportionCells(point.accuracy, { runs: () => point.rows }),
      cell(words(point[axis])),
      cell(point.isPareto ? 'nothing beats it' : beatenWords(point, axis)),
    ]),
    notes: [
      '● is on the frontier: nothing here is at least as good for less. Intervals that overlap leave it open.',
      ...(scope.questions > 1 && scope.runs > scope.questions
        ? [
            'Models and strategies may have answered different questions: "--by model" compares them on those that they share.',
          ]
        : []),
    ],
  };
}

/** `2.1 times the cost of Nova Lite, self-reflection, 1 round, for no gain`. */
function beatenWords({ beatenBy, times, less }: Placed, axis: Axis): string {
  if (!beatenBy) return '';
  const what = axis === 'usd' ? 'cost' : 'time';
  const much =
    times === undefined || times < 1.005 ? `as much ${what} as` : `${times.toFixed(1)} times the ${what} of`;
  const gain = less === undefined || less < 0.0005 ? 'no gain' : `${(less * 100).toFixed(1)} points less`;
  return `${much} ${pointName(beatenBy)}, for ${gain}`;
}

export function feedbackTables({ feedback }: Report, withStudy: boolean): Table[] {
  const rows = feedback.flatMap(({ model, cells }) =>
    [...cells]
      .filter(({ accuracy }) => accuracy.of > 0)
      .sort(byFeedback)
      .map(one => feedbackRow(model, one)),
  );
  if (rows.length === 0) return [];
  const own: Table = {
    id: 'feedback',
    title: 'By feedback and reflections',
    columns: [
      { label: 'model' },
      { label: 'feedback' },
      { label: 'reflections', ...RIGHT },
      ...PROPORTION_COLUMNS,
    ],
    rows,
    notes: ['Of runs that came so far, or ended of themselves before.'],
  };
  return withStudy ? [own, studyFeedback()] : [own];
}

function feedbackRow(model: string, { feedback, reflections, accuracy, rows }: FeedbackCell): Cell[] {
  const place = { runs: () => rows, round: reflections };
  return [
    cell(modelName(model), place),
    cell(feedback, place),
    cell(String(reflections), place),
    ...proportionCells(accuracy, place),
  ];
}

const ORDER = ['none', 'judge', 'sql', 'command'];

function byFeedback(one: FeedbackCell, other: FeedbackCell): number {
  const place = ({ feedback }: FeedbackCell) => (ORDER.indexOf(feedback) + ORDER.length) % ORDER.length;
  return place(one) - place(other) || one.reflections - other.reflections;
}

function studyFeedback(): Table {
  return {
    id: 'study-feedback',
    title: 'For reference, published: by feedback and reflections',
    columns: [
      { label: 'model' },
      ...STUDY_FEEDBACK.columns.map(({ feedback, reflections }) => ({
        label: `${feedback} ${reflections}r`,
        ...RIGHT,
      })),
    ],
    rows: STUDY_FEEDBACK.rows.map(({ model, values }) => [
      cell(model),
      ...values.map(value => cell(`${value.toFixed(2)} %`)),
    ]),
    notes: [`Not your runs: ${STUDY_FEEDBACK.source}.`],
  };
}

export function cachingTables({ caching }: Report, withStudy: boolean): Table[] {
  const { rows, leftOut } = caching;
  const columns: Column[] = [
    { label: 'reflections', ...RIGHT },
    { label: 'runs', ...RIGHT },
    { label: 'without cache', ...RIGHT },
    { label: 'as it was', ...RIGHT },
    { label: 'saved', ...RIGHT },
    { label: 'time', ...RIGHT },
  ];
  const own: Table = {
    id: 'caching',
    title: 'What caching saved',
    columns,
    rows: rows.map((one): Cell[] => [
      cell(String(one.reflections)),
      cell(String(one.runs)),
      cell(formatUsd(one.withoutCache)),
      cell(formatUsd(one.usd)),
      cell(savedWords(one.savedShare)),
      cell(timeWords(one.ms)),
    ]),
    notes: [
      'A run, on average; without cache: the same tokens at the price of plain input.',
      ...(leftOut > 0 ? [`Left out: ${counted(leftOut, 'run')} whose cost is not known.`] : []),
    ],
  };
  const study: Table = {
    id: 'study-caching',
    title: 'For reference, published: what caching saved',
    columns: [...columns.filter(({ label }) => label !== 'runs'), { label: 'time without', ...RIGHT }],
    rows: STUDY_CACHING.rows.map(one => [
      cell(String(one.reflections)),
      cell(formatUsd(one.withoutCache)),
      cell(formatUsd(one.usd)),
      cell(savedWords(one.savedShare)),
      cell(`${one.seconds.toFixed(1)} s`),
      cell(`${one.secondsWithoutCache.toFixed(1)} s`),
    ]),
    notes: [`Not your runs: ${STUDY_CACHING.source}.`],
  };
  return [...(rows.length > 0 ? [own] : []), ...(withStudy ? [study] : [])];
}

function savedWords(share: number | undefined): string {
  if (share === undefined) return 'unknown';
  return `${share < 0 ? '−' : ''}${percent(Math.abs(share))}`;
}
