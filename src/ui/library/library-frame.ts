/** The library as lines: from its rows and the size to exactly as many lines as fit. Pure. */
import { type MatchWorld, placesIn } from '../../library/matches.ts';
import { totalsOf } from '../../library/order.ts';
import { type Row, titleOf } from '../../library/row.ts';
import type { RunText } from '../../library/summary.ts';
import { firstWords } from '../../plain/describe.ts';
import { totalsWords } from '../../plain/library-words.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { keyLine } from '../keys.ts';
import {
  clip,
  EMPTY,
  fitLine,
  indented,
  type Line,
  line,
  padTo,
  rule,
  span,
  spread,
  wrapped,
} from '../line.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { textField } from '../widgets/text-field.ts';
import { marked } from './excerpt.ts';
import { detailLines } from './library-details.ts';
import { libraryScreen } from './library-keys.ts';
import { libraryLayout } from './library-layout.ts';
import { headLine, rowLine } from './library-rows.ts';
import { type LibrarySeen, type LibraryState, markedRows, rowAt, rowUnder, topFor } from './library-state.ts';
import { countWords, progressWords, sortWords, statusWords } from './library-words.ts';

export interface LibraryFrameInput extends Pick<LibrarySeen, 'found' | 'status' | 'forms'> {
  readonly state: LibraryState;
  readonly world: MatchWorld;
  readonly texts: (row: Row) => readonly RunText[];
  /** The folders, safe to print. */
  readonly where: string;
  /** A word of the program, where the library has none. */
  readonly notice: string | undefined;
  readonly width: number;
  readonly height: number;
}

/** Exactly `height` lines, none wider than `width`, and where the cursor is while one writes. */
export function libraryFrame(input: LibraryFrameInput): { lines: Line[]; cursor: Place | undefined } {
  const { state, width, height } = input;
  const layout = libraryLayout(state, { width, height });
  const list = listLines(input, layout.list);
  const { details } = layout;
  const about = details ? padTo(aboutLines(input, details), details.rows) : [];
  const body = details?.beside
    ? list.map((spans, index) => [
        ...fitLine(spans, layout.list.width),
        span(' │ ', 'rule'),
        ...(about[index] ?? EMPTY),
      ])
    : [...list, ...(details ? [rule(width), ...indented(about, 1)] : [])];
  const filter = filterLine(input);
  const foot = footLine(input);
  const lines = [titleLine(input), filter.line, rule(width), ...body];
  const rest = [rule(width), foot.line, keyLine(libraryScreen(state), width)];
  const cursor = filter.cursor === undefined ? undefined : { x: filter.cursor, y: 1 };
  const written = foot.cursor === undefined ? undefined : { x: foot.cursor, y: height - 2 };
  return {
    lines: [...padTo(lines, height - rest.length), ...rest].map(spans => clip(spans, width)),
    cursor: cursor ?? written,
  };
}

function titleLine({ found, status, state, where, width }: LibraryFrameInput): Line {
  const left = line(span(' Library', 'heading'), span(`  ${where}`, 'muted'));
  const counted = countWords(found.rows.length, found.all);
  const facts = [progressWords(status), counted, sortWords(state.sort)];
  return spread(left, line(span(`${facts.filter(Boolean).join(' · ')} `, 'muted')), width);
}

const FILTER = ' / ';

function filterLine({ state, found, width }: LibraryFrameInput): { line: Line; cursor: number | undefined } {
  const { input } = state;
  if (input?.kind === 'filter') {
    const look = {
      focused: true,
      placeholder: 'words, "phrases", model: tag: mark:fix cost:>0.01 is:failed -not',
    };
    const field = textField(input.text, width - FILTER.length - 1, look);
    const cursor = field.cursor === undefined ? undefined : FILTER.length + field.cursor;
    return { line: line(span(FILTER, 'accent'), ...field.line), cursor };
  }
  const words: Line =
    state.filter === '' ? [span('every run', 'muted')] : spansOf(state.filter, found.query.problems);
  return { line: line(span(FILTER, state.filter === '' ? 'muted' : 'accent'), ...words), cursor: undefined };
}

/** What is wrong in it is marked where it stands. */
function spansOf(filter: string, problems: LibrarySeen['found']['query']['problems']): Line {
  const spans: Line[number][] = [];
  let at = 0;
  for (const { start, end } of problems) {
    spans.push(span(filter.slice(at, start)), span(filter.slice(start, end), 'bad'));
    at = end;
  }
  return [...spans, span(filter.slice(at))];
}

/** The headings, and the rows that are in sight. */
function listLines(input: LibraryFrameInput, { width, rows }: { width: number; rows: number }): Line[] {
  const { state, found, world, forms } = input;
  if (state.forms !== undefined)
    return padTo(formLines(forms, state.forms, rowUnder(state, found)), rows + 1);
  if (found.rows.length === 0) return padTo([EMPTY, ...indented(emptyLines(input, width - 6), 3)], rows + 1);
  const at = rowAt(state, found);
  const top = topFor(state.top, at, found.rows.length, rows);
  const seen = found.rows.slice(top, top + rows);
  const lines = seen.map((row, index) => {
    const look = {
      width,
      selected: top + index === at,
      marked: state.marked.includes(row.path),
      now: world.now,
      places: found.words.length > 0 ? placesIn(row, found.words, world) : [],
    };
    return marked(rowLine(row, look), found.words);
  });
  return padTo([headLine(width), ...lines], rows + 1);
}

/** Also where others are marked, it is the run under the cursor. */
function formLines(forms: LibrarySeen['forms'], row: number, run: Row | undefined): Line[] {
  const title = run ? `"${sanitizeLine(firstWords(titleOf(run)))}"` : 'the run';
  return [
    line(span(` Export ${title} as`, 'label')),
    ...forms.map(({ name }, index) =>
      line(
        span(index === row ? '▌ ' : '  ', 'accent'),
        span(sanitizeLine(name), index === row ? 'strong' : 'text'),
      ),
    ),
  ];
}

function emptyLines({ found, status, where }: LibraryFrameInput, width: number): Line[] {
  const words = status.progress
    ? 'The files are being read.'
    : found.all > 0
      ? 'No run is as the filter asks. Esc takes it away.'
      : `No run is saved in ${where} yet. Every run that is made is saved there by itself.`;
  return wrapped(words, Math.max(1, width), 'muted');
}

function aboutLines(input: LibraryFrameInput, { width, rows }: { width: number; rows: number }): Line[] {
  const { state, found, texts } = input;
  const row = found.rows[rowAt(state, found)];
  return row ? detailLines({ row, texts: texts(row), words: found.words, width, rows }) : [];
}

const FIELDS = {
  title: { label: ' title › ', placeholder: 'empty: what the question is called' },
  tags: { label: ' tags › ', placeholder: 'parted by commas; empty: none' },
} as const;

/** What is written, what there is to say, or what the runs add up to. */
function footLine(input: LibraryFrameInput): { line: Line; cursor?: number | undefined } {
  const { state, found, status, notice, width } = input;
  if (state.input && state.input.kind !== 'filter') {
    const { label, placeholder } = FIELDS[state.input.kind];
    const field = textField(state.input.text, width - label.length - 1, { focused: true, placeholder });
    const cursor = field.cursor === undefined ? undefined : label.length + field.cursor;
    return { line: line(span(label, 'accent'), ...field.line), cursor };
  }
  const said = saidOf(state, found, notice) ?? (found.rows.length > 0 ? undefined : statusWords(status));
  if (said !== undefined) return { line: line(span(` ${sanitizeLine(said)}`, 'warning')) };
  const chosen = markedRows(state, found);
  const rows = chosen.length > 0 ? chosen : found.rows;
  const words = totalsWords(totalsOf(rows)).join('  ');
  const left = line(span(` ${chosen.length > 0 ? 'marked: ' : ''}`, 'label'), span(words, 'text'));
  return { line: spread(left, line(span(`${statusWords(status) ?? ''} `, 'muted')), width) };
}

function saidOf({ said, sure }: LibraryState, { query }: LibrarySeen['found'], notice: string | undefined) {
  if (sure === 'empty-trash') return 'E again deletes for good what is in the trash.';
  return said ?? query.problems[0]?.message ?? notice;
}
