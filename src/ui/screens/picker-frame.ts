/** The picker as lines: its two lists, what is known of the choice, and why it cannot be run. Pure. */
import type { AccountModels } from '../../models/account.ts';
import { sanitize, sanitizeLine } from '../../text/sanitize.ts';
import { keyLine } from '../keys.ts';
import { clip, fitLine, indented, type Line, line, padTo, rule, span, spread, wrapped } from '../line.ts';
import { estimateRows, settingsLine } from '../panes/choice-line.ts';
import { modelDetails } from '../panes/model-details.ts';
import type { Services } from '../services.ts';
import { filterList } from '../widgets/filter-list.ts';
import { selectedItem } from '../widgets/list-state.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { modelRow, questionRow, ROOM_FOR_REFERENCE } from './picker-rows.ts';
import type { Choice, PickerState } from './picker-state.ts';
import { thinkingText } from './settings-schema.ts';

export interface PickerInput {
  readonly state: PickerState;
  readonly services: Services;
  readonly choice: Choice | undefined;
  /** What the account can run, once that is known. */
  readonly account?: AccountModels | undefined;
  /** A word of the program itself, where nothing is wrong with the choice. */
  readonly notice: string | undefined;
  readonly width: number;
  readonly height: number;
}

export interface PickerFrame {
  /** Exactly `height` of them. */
  readonly lines: Line[];
  readonly cursor: Place | undefined;
}

/** Rows that a page key moves. */
export function pageOf(height: number): number {
  return Math.max(1, heights(height, 0).list - 2);
}

export function pickerFrame(input: PickerInput): PickerFrame {
  const { state, services, choice, width, height, account } = input;
  const left = leftWidth(width);
  const said = saidLines(input);
  const sizes = heights(height, said.length);
  const right = Math.min(width - left - WALL, WIDEST_LIST);
  const models = filterList(state.models, {
    width: left,
    height: sizes.list,
    focused: state.focus === 'models',
    placeholder: 'filter, or any model id',
    draw: (item, room, selected, matched) => modelRow(item, { width: room, selected, matched }, account),
  });
  const model = selectedItem(state.models)?.id;
  const questions = filterList(state.questions, {
    width: right,
    height: sizes.list,
    focused: state.focus === 'questions',
    placeholder: 'filter, or write your own',
    draw: (item, room, selected, matched) =>
      questionRow(item, { width: room, selected, matched, recorded: services.recorded, model }),
  });
  const settings = choice ? settingsLine(choice.settings, thinkingText(choice.settings), width) : [];
  const lines = [
    ...headLines(input, left, right),
    ...models.lines.map((spans, row) => [...spans, span(' │ ', 'rule'), ...(questions.lines[row] ?? [])]),
    ...(sizes.details > 0 ? [crossing('┼', left, width), ...detailLines(input, left, sizes.details)] : []),
    crossing('┴', left, width),
    settings,
    ...padTo(said.length > sizes.said ? shortened(said, sizes.said) : said, sizes.said),
    rule(width),
    keyLine('picker', width),
  ];
  const column =
    models.cursor ?? (questions.cursor === undefined ? undefined : left + WALL + questions.cursor);
  return {
    lines: lines.map(spans => clip(spans, width)),
    cursor: column === undefined ? undefined : { x: column, y: HEAD },
  };
}

/** A wider one would tear a title from what belongs to it. */
const WIDEST_LIST = 96;
/** Between the lists stands ` │ `. */
const WALL = 3;
const HEAD = 3;
/** Two rules, the settings and the keys. */
const FOOT = 4;
const DETAILS = 5;
/** Room for a word, also when there is none: the lists must not jump. */
const SAID = 2;
/** With its field. */
const LEAST_LIST = 4;

function leftWidth(width: number): number {
  if (width >= 140) return 62;
  return width >= 100 ? 52 : Math.floor(width * 0.45);
}

interface Heights {
  readonly list: number;
  /** Rows about the model and the question, without their rule. */
  readonly details: number;
  readonly said: number;
}

/** What must be said takes its room from the details first, then from the lists. */
function heights(height: number, needed: number): Heights {
  const room = height - HEAD - FOOT;
  const details = room - SAID >= 2 * DETAILS ? DETAILS : room - SAID >= DETAILS + LEAST_LIST ? 2 : 0;
  const said = Math.max(SAID, needed);
  const fromDetails = Math.min(details, said - SAID);
  const kept = details - fromDetails;
  const rest = room - (kept > 0 ? kept + 1 : 0);
  const shown = Math.max(SAID, Math.min(said, rest - LEAST_LIST));
  return { list: rest - shown, details: kept, said: shown };
}

function headLines({ services, width }: PickerInput, left: number, right: number): Line[] {
  const recorded = services.recorded ? 'recorded' : '';
  const reference = right - 1 >= ROOM_FOR_REFERENCE ? 'reference' : '';
  const columns = [reference, recorded].filter(Boolean).join(' ');
  return [
    spread(
      line(' ', span('reflectoscope', 'heading')),
      line(span(`${sanitizeLine(services.sourceLine)} `, services.recorded ? 'warning' : 'muted')),
      width,
    ),
    rule(width),
    [
      ...spread(line(span(' Model', 'label')), line(span('in / out, per M', 'label')), left),
      span(' │ ', 'rule'),
      ...spread(line(span(' Question', 'label')), line(span(columns, 'label')), right),
    ],
  ];
}

function crossing(sign: string, left: number, width: number): Line {
  return line(span(`${'─'.repeat(left + 1)}${sign}${'─'.repeat(Math.max(0, width - left - 2))}`, 'rule'));
}

function detailLines(
  { state, services, choice, width, account }: PickerInput,
  left: number,
  rows: number,
): Line[] {
  const model = selectedItem(state.models);
  const about = model ? modelDetails(model.id, model.listed, left - 1, account) : [];
  // The last row explains the dots.
  const legend = services.recorded && rows === DETAILS ? 1 : 0;
  const asked = choice ? wrapped(sanitize(choice.question.text), width - left - WALL - 2) : [];
  const question = padTo(beginningOf(asked, rows - legend), rows - legend);
  const dots = line(
    span('● ', 'good'),
    span('recorded with this model  ', 'muted'),
    span('○ another', 'muted'),
  );
  return padTo(about, rows).map((spans, row) => [
    ...fitLine([span(' '), ...spans], left),
    span(' │ ', 'rule'),
    span(' '),
    ...(row < rows - legend ? (question[row] ?? []) : dots),
  ]);
}

/** The first rows, and how many more there are. */
export function beginningOf(rows: readonly Line[], room: number): Line[] {
  if (rows.length <= room) return [...rows];
  const more = rows.length - room + 1;
  return [...rows.slice(0, room - 1), line(span(`… ${more} lines more`, 'muted'))];
}

/** Why it cannot be run goes before any other word, and the estimate has what room is left. */
function saidLines({ choice, notice, services, width }: PickerInput): Line[] {
  const refusal = choice?.refusal;
  const text = sanitize(refusal ?? notice ?? '');
  const words =
    text === '' ? [] : indented(wrapped(text, width - 2, refusal === undefined ? 'muted' : 'warning'), 1);
  if (!choice || refusal !== undefined || words.length >= SAID) return words;
  const estimate = estimateRows(
    services.estimate(choice.question, choice.settings),
    services.recorded !== undefined,
  );
  return [...estimate.slice(0, SAID - words.length), ...words];
}

/** The beginning and the end, where stands what would help. */
function shortened(rows: readonly Line[], room: number): Line[] {
  const end = Math.min(2, room - 1);
  return [...rows.slice(0, room - end - 1), line(span(' …', 'muted')), ...rows.slice(rows.length - end)];
}
