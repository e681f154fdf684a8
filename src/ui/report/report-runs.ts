/** The runs behind a figure as rows, in as many columns as there is room for. Pure. */
import { modelNameOf } from '../../library/model-name.ts';
import { counted } from '../../plain/report/table.ts';
import type { RunRow } from '../../report/row.ts';
import { formatUsd } from '../../text/numbers.ts';
import { fit, truncate } from '../../text/pad.ts';
import { fitLine, type Line, type StyledSpan, span } from '../line.ts';
import { signsLine } from './report-marks.ts';
import type { RunsBehind } from './report-state.ts';

interface Column {
  readonly head: string;
  readonly width: number;
  /** The list is as wide as this where it is shown. */
  readonly from: number;
  readonly draw: (row: RunRow, round: number | undefined, width: number) => Line;
}

const GAP = 2;
const LEAD = 2;

const COLUMNS: readonly Column[] = [
  {
    head: 'model',
    width: 18,
    from: 0,
    draw: ({ facets }) => [span(facets.model.map(modelNameOf).join(', '), 'muted')],
  },
  {
    head: 'strategy',
    width: 18,
    from: 110,
    draw: ({ facets }) => [span(facets.strategy.join(', '), 'muted')],
  },
  { head: 'by round', width: 20, from: 0, draw: signsLine },
  {
    head: '      cost',
    width: 10,
    from: 0,
    draw: ({ cost }) => [
      cost === undefined
        ? span(fit('unknown', 10, 'right'), 'muted')
        : span(fit(formatUsd(cost), 10, 'right'), 'text'),
    ],
  },
];

/** The headings, and the rows that are in sight. */
export function runRows({ rows, row, round }: RunsBehind, top: number, width: number, count: number): Line[] {
  const columns = COLUMNS.filter(({ from }) => width >= from);
  const others = columns.reduce((sum, column) => sum + GAP + column.width, 0);
  const name = Math.max(1, width - LEAD - others - 1);
  const head: Line = [
    span(`  ${fit('question', name)}`, 'label'),
    ...columns.map(column => span(`  ${fit(column.head, column.width)}`, 'label')),
  ];
  const drawn = rows.slice(top, top + count).map((one, offset) => {
    const isSelected = top + offset === row;
    return fitLine(
      [
        span(isSelected ? '▌ ' : '  ', 'accent'),
        span(fit(truncate(one.question.title, name), name), isSelected ? 'strong' : 'text'),
        ...columns.flatMap((column): StyledSpan[] => [
          span('  '),
          ...fitLine(column.draw(one, round, column.width), column.width),
        ]),
      ],
      width,
    );
  });
  return [head, ...drawn];
}

/** How many there are, what they cost, and which round is marked. */
export function runsWords({ rows, round }: RunsBehind): string {
  const known = rows.flatMap(({ cost }) => cost ?? []);
  const unknown = rows.length - known.length;
  const total = formatUsd(known.reduce((sum, cost) => sum + cost, 0));
  return [
    counted(rows.length, 'run'),
    known.length === 0 ? 'cost unknown' : `${total}${unknown > 0 ? `, cost of ${unknown} unknown` : ''}`,
    ...(round === undefined ? [] : [`enter opens round ${round}, the marked one`]),
  ].join(' · ');
}
