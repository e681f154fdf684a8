/** A run as a row of the library, in as many columns as there is room for; and their headings. Pure. */
import { modelNameOf } from '../../library/model-name.ts';
import { isDamaged, type Row, timeOf, titleOf } from '../../library/row.ts';
import type { RunSummary } from '../../library/summary.ts';
import {
  ageWords,
  costText,
  kinshipWords,
  markText,
  originWords,
  savedText,
  stateWords,
} from '../../plain/library-words.ts';
import { fit, truncate } from '../../text/pad.ts';
import { textWidth } from '../../text/width.ts';
import { clip, fitLine, type Line, lineWidth, type StyledSpan, span } from '../line.ts';
import type { Role } from '../theme.ts';

export interface RowLook {
  /** Cells. */
  readonly width: number;
  readonly selected: boolean;
  readonly marked: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where what one looks for was found: `round 1`. */
  readonly places: readonly string[];
}

interface Column {
  readonly head: string;
  readonly width: number;
  readonly right?: boolean;
  /** The list is as wide as this where it is shown. */
  readonly from: number;
  readonly to?: number;
  readonly draw: (run: RunSummary, width: number) => Line;
}

const AGE = 6;
const LEAD = 2;
const GAP = 2;

/** Behind the title, in their order. */
const COLUMNS: readonly Column[] = [
  { head: 'model', width: 12, from: 0, to: 95, draw: ({ model }) => [span(shortName(model), 'muted')] },
  { head: 'model', width: 20, from: 96, draw: ({ model }) => [span(modelNameOf(model), 'muted')] },
  { head: 'strategy', width: 18, from: 130, draw: ({ strategy }) => [span(strategy, 'muted')] },
  { head: 'marks', width: 14, from: 0, draw: marksLine },
  { head: 'answer', width: 12, from: 116, draw: ({ answer }) => [span(answer ?? '', 'text')] },
  { head: 'cost', width: 10, right: true, from: 0, draw: run => [span(costText(run), costRole(run))] },
  { head: 'saved', width: 10, right: true, from: 92, draw: run => [span(savedText(run), savedRole(run))] },
];

function columnsFor(width: number): Column[] {
  return COLUMNS.filter(({ from, to = Number.POSITIVE_INFINITY }) => width >= from && width <= to);
}

/** Where there is little room: the family goes without saying. */
function shortName(model: string): string {
  return modelNameOf(model).replace(/^Claude /, '');
}

export function headLine(width: number): Line {
  const columns = columnsFor(width);
  return [
    span(' '.repeat(LEAD)),
    span(fit('age', AGE - 1, 'right'), 'label'),
    span('  '),
    span(fit('run', titleWidth(columns, width)), 'label'),
    ...columns.map(column => span(`  ${fit(column.head, column.width, alignOf(column))}`, 'label')),
  ];
}

/** Exactly `width` cells. */
export function rowLine(row: Row, look: RowLook): Line {
  const { width, selected, marked, now } = look;
  const { run } = row;
  const columns = run ? columnsFor(width) : [];
  const cells = columns.flatMap((column): StyledSpan[] => [
    span('  '),
    ...(run ? cell(column.draw(run, column.width), column) : []),
  ]);
  return fitLine(
    [
      span(selected ? '▌' : ' ', 'accent'),
      span(marked ? '◆' : ' ', 'accent'),
      span(fit(ageWords(timeOf(row), now), AGE - 1, 'right'), 'muted'),
      span('  '),
      ...titleCell(row, look, titleWidth(columns, width)),
      ...cells,
    ],
    width,
  );
}

function titleWidth(columns: readonly Column[], width: number): number {
  const others = columns.reduce((sum, column) => sum + GAP + column.width, 0);
  return Math.max(1, width - LEAD - AGE + 1 - GAP - others - 1);
}

/** Of the room for a title, so much is its own before what stands behind it. */
const OWN_SHARE = 0.65;

/** The title, and what is not as usual behind it. */
function titleCell(row: Row, { selected, places }: RowLook, width: number): Line {
  const notes = notesOf(row, places);
  const wanted = notes.reduce((sum, { text }) => sum + textWidth(text) + GAP, 0);
  const shown = truncate(titleOf(row), Math.max(Math.floor(width * OWN_SHARE), width - wanted));
  const behind = notes.flatMap(note => [span('  '), note]);
  return fitLine([span(shown, selected ? 'strong' : 'text'), ...behind], width);
}

const STATES: Readonly<Record<Row['state'], Role>> = {
  done: 'muted',
  running: 'accent',
  'cut off': 'warning',
  failed: 'bad',
  cancelled: 'warning',
  'newer schema': 'warning',
};

/** What the row itself shows need not be said; the name of the file only where nothing else was found. */
function unseenPlaces(places: readonly string[]): readonly string[] {
  const elsewhere = places.filter(place => !SHOWN.has(place) && place !== 'file');
  return elsewhere.length > 0 || places.some(place => SHOWN.has(place)) ? elsewhere : places;
}

const SHOWN = new Set(['title', 'model', 'strategy', 'tags']);

/** Where something was found comes first: it is what one has asked for. */
function notesOf(row: Row, places: readonly string[]): StyledSpan[] {
  const { run, state, schema, twins } = row;
  const where = unseenPlaces(places);
  const notes: StyledSpan[] = [
    span(isDamaged(row) ? 'damaged' : '', 'warning'),
    span(schema === undefined ? stateWords(state) : `newer schema ${schema}`, STATES[state]),
    span(
      where.length > 0 ? `in ${where.slice(0, 2).join(', ')}${where.length > 2 ? ' …' : ''}` : '',
      'accent',
    ),
    ...(run?.tags ?? []).map(tag => span(`#${tag}`, 'accent')),
    span(run ? originWords(run) : '', 'muted'),
    ...kinshipWords(row).map(words => span(words, twins.length > 0 ? 'warning' : 'muted')),
  ];
  return notes.filter(({ text }) => text !== '');
}

/** The last rounds are the ones that tell how it ended. */
function marksLine({ rounds }: RunSummary, width: number): Line {
  const marks = rounds.map(round => span(markText(round), TONES[round.mark.tone]));
  let first = 0;
  const lineFrom = (from: number): Line => [
    ...(from > 0 ? [span('… ', 'muted')] : []),
    ...marks.slice(from).flatMap((mark, index) => (index > 0 ? [span(' '), mark] : [mark])),
  ];
  while (first < marks.length - 1 && lineWidth(lineFrom(first)) > width) first++;
  return lineFrom(first);
}

export const TONES: Readonly<Record<RunSummary['rounds'][number]['mark']['tone'], Role>> = {
  good: 'good',
  bad: 'bad',
  neutral: 'warning',
  muted: 'muted',
};

function costRole({ cost }: RunSummary): Role {
  return cost === undefined ? 'muted' : 'text';
}

function savedRole({ saved }: RunSummary): Role {
  if (!saved) return 'muted';
  return saved > 0 ? 'good' : 'bad';
}

function cell(line: Line, { width, right }: Column): Line {
  const clipped = clip(line, width);
  const missing = span(' '.repeat(Math.max(0, width - lineWidth(clipped))));
  return right ? [missing, ...clipped] : [...clipped, missing];
}

function alignOf({ right }: Column): 'left' | 'right' {
  return right ? 'right' : 'left';
}
