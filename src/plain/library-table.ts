/** The library as lines: a row a run, and what they add up to. Pure. */
import { modelNameOf } from '../library/model-name.ts';
import { totalsOf } from '../library/order.ts';
import { isDamaged, type Row, timeOf, titleOf } from '../library/row.ts';
import { formatCount } from '../text/numbers.ts';
import { fit } from '../text/pad.ts';
import { textWidth } from '../text/width.ts';
import {
  ageWords,
  costText,
  kinshipWords,
  marksText,
  originWords,
  savedText,
  stateWords,
  totalsWords,
} from './library-words.ts';
import type { Signs } from './signs.ts';

interface Column {
  readonly head: string;
  readonly most: number;
  readonly right?: boolean;
  readonly text: (row: Row) => string;
}

const GAP = '  ';

/** `rows` are shown in their order; `all` is how many there are with those that a limit leaves out. At least one. */
export function libraryLines(rows: readonly Row[], all: readonly Row[], now: number, signs: Signs): string[] {
  const columns = columnsOf(now, signs).map(column => {
    const cells = rows.map(column.text);
    const width = Math.min(column.most, Math.max(textWidth(column.head), ...cells.map(textWidth)));
    return { ...column, cells, width };
  });
  const lineOf = (cell: (column: (typeof columns)[number]) => string) =>
    columns
      .map(one => fit(cell(one), one.width, one.right ? 'right' : 'left'))
      .join(GAP)
      .trimEnd();
  const left = all.length - rows.length;
  const more = left > 0 ? [`${formatCount(left)} more ${left === 1 ? 'is' : 'are'} not shown`] : [];
  return [
    lineOf(({ head }) => head),
    ...rows.map((row, index) => `${lineOf(({ cells }) => cells[index] ?? '')}${GAP}${row.name}`.trimEnd()),
    '',
    [...totalsWords(totalsOf(all), signs), ...more].join(GAP),
  ];
}

function columnsOf(now: number, signs: Signs): Column[] {
  return [
    { head: 'age', most: 7, right: true, text: row => ageWords(timeOf(row), now) },
    { head: 'run', most: 40, text: titleOf },
    { head: 'model', most: 24, text: ({ run }) => (run ? modelNameOf(run.model) : '') },
    { head: 'strategy', most: 20, text: ({ run }) => run?.strategy ?? '' },
    { head: 'marks', most: 36, text: ({ run }) => (run ? marksText(run.rounds, signs) : '') },
    { head: 'answer', most: 16, text: ({ run }) => run?.answer ?? '' },
    { head: 'cost', most: 11, right: true, text: ({ run }) => (run ? costText(run, signs) : '') },
    { head: 'saved', most: 11, right: true, text: ({ run }) => (run ? savedText(run, signs) : '') },
    { head: 'notes', most: 44, text: row => notesOf(row).join(', ') },
  ];
}

function notesOf(row: Row): string[] {
  const { run, state, schema } = row;
  return [
    isDamaged(row) ? 'damaged' : '',
    schema === undefined ? stateWords(state) : `newer schema ${schema}`,
    run ? originWords(run) : '',
    ...(run?.tags ?? []).map(tag => `#${tag}`),
    ...kinshipWords(row),
  ].filter(Boolean);
}
