/** The lines of the picker around its two lists: titles above, details and settings below. Pure. */
import { keyLine } from '../keys.ts';
import { settingsLine } from '../panes/choice-line.ts';
import { clip, EMPTY, fitLine, type Line, line, span, spread, wrapped } from '../panes/line.ts';
import { modelDetails } from '../panes/model-details.ts';
import type { Services } from '../services.ts';
import { selectedItem } from '../widgets/list-state.ts';
import type { Choice, PickerState } from './picker-state.ts';

export interface PickerSizes {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly listHeight: number;
}

const DETAILS = 5;
/** Room for why a choice cannot be run. */
const SAID = 2;
const HEAD = 3;
const FOOT = 1 + DETAILS + 1 + 1 + SAID + 1 + 1;

/** Between the lists stands ` │ `. */
const WALL = 3;

export function pickerSizes(width: number, height: number): PickerSizes {
  const left = width >= 100 ? 52 : Math.floor(width * 0.45);
  return { width, left, right: width - left - WALL, listHeight: Math.max(1, height - HEAD - FOOT) };
}

export function pickerHead({ width, left, right }: PickerSizes, services: Services): Line[] {
  const recorded = services.recorded ? 'recorded' : '';
  return [
    spread(
      line(' ', span('reflectoscope', 'heading')),
      line(span(`${services.sourceLine} `, services.recorded ? 'warning' : 'muted')),
      width,
    ),
    line(span('─'.repeat(width), 'rule')),
    [
      ...spread(line(span(' Model', 'label')), line(span('in / out, per M ', 'label')), left),
      span(' │ ', 'rule'),
      ...spread(line(span(' Question', 'label')), line(span(`reference   ${recorded}`, 'label')), right),
    ],
  ];
}

export function pickerFoot(
  sizes: PickerSizes,
  state: PickerState,
  choice: Choice | undefined,
  notice: string | undefined,
): Line[] {
  const { width, left, right } = sizes;
  const model = selectedItem(state.models);
  const details = model ? modelDetails(model.id, model.listed, left - 1) : [];
  const question = choice ? shortened(choice.question.text, right) : [];
  const rule = (join: string) =>
    line(span(`${'─'.repeat(left + 1)}${join}${'─'.repeat(Math.max(0, width - left - 2))}`, 'rule'));
  return [
    rule('┼'),
    ...Array.from({ length: DETAILS }, (_, row) => [
      ...fitLine([span(' '), ...(details[row] ?? EMPTY)], left),
      span(' │ ', 'rule'),
      ...(question[row] ?? EMPTY),
    ]),
    rule('┴'),
    choice ? clip(settingsLine(choice.settings), width) : EMPTY,
    ...saidLines(choice?.refusal, notice, width),
    line(span('─'.repeat(width), 'rule')),
    keyLine('picker', width),
  ];
}

/** Why it cannot be run goes before any other word. */
function saidLines(refusal: string | undefined, notice: string | undefined, width: number): Line[] {
  const text = refusal ?? notice ?? '';
  const rows = wrapped(text, width - 2, refusal ? 'warning' : 'muted');
  const shown: Line[] = rows.slice(0, SAID).map(row => [span(' '), ...row]);
  const last = shown[SAID - 1];
  if (rows.length > SAID && last) shown[SAID - 1] = clip([...last, span(' …', 'muted')], width);
  return [...shown, ...Array<Line>(Math.max(0, SAID - shown.length)).fill(EMPTY)];
}

function shortened(text: string, width: number): Line[] {
  const rows = wrapped(text, width - 1);
  if (rows.length <= DETAILS) return rows;
  const more = rows.length - DETAILS + 1;
  return [...rows.slice(0, DETAILS - 1), line(span(`… ${more} lines more`, 'muted'))];
}
