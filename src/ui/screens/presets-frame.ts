/** The list of presets as lines: each with what it is for, and what the one under the cursor changes. Pure. */
import { fit } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { textWidth } from '../../text/width.ts';
import { keyLine } from '../keys.ts';
import { clip, EMPTY, indented, type Line, line, padTo, span, wrapped } from '../line.ts';
import type { Place } from '../widgets/terminal-cursor.tsx';
import { textField } from '../widgets/text-field.ts';
import { differences, differencesText, type Preset, withPreset } from './presets.ts';
import { isDeleted, listedPresets, type PresetsState, type PresetsWorld } from './presets-keys.ts';
import { AROUND_BODY, TITLE_ROWS, titled } from './titled.ts';

export interface PresetsInput extends PresetsWorld {
  readonly state: PresetsState;
  readonly width: number;
  readonly height: number;
}

const WIDEST_NAME = 28;
/** Of a prompt that would be another one. */
const WHOLE = 2000;
/** However much there is to say below it. */
const LEAST_LIST = 4;
const NAME_LABEL = ' save as › ';

/** Exactly `height` lines, and where the cursor is while a name is written. */
export function presetsFrame(input: PresetsInput): { lines: Line[]; cursor: Place | undefined } {
  const { state, saved, width, height } = input;
  const all = listedPresets(state, saved);
  const column = Math.min(WIDEST_NAME, Math.max(...all.map(({ name }) => textWidth(name))));
  const said = state.said === undefined ? [] : indented(wrapped(state.said, width - 2, 'warning'), 1);
  const naming = state.name && textField(state.name, width - NAME_LABEL.length - 1, NAME_LOOK);
  const foot = [...(naming ? [line(span(NAME_LABEL, 'accent'), ...naming.line)] : []), ...said];
  const room = height - AROUND_BODY;
  const changes = changeLines(input, all[state.row]).slice(
    0,
    Math.max(0, room - LEAST_LIST - foot.length - 1),
  );
  const shown = Math.max(1, Math.min(all.length, room - changes.length - foot.length - 2));
  const from = Math.min(Math.max(0, state.row - shown + 1), all.length - shown);
  const rows = all.map((preset, index) =>
    presetRow(preset, {
      column,
      width,
      selected: index === state.row,
      deleted: isDeleted(state, saved, preset),
    }),
  );
  const body = [
    ...rows.slice(from, from + shown),
    EMPTY,
    ...changes,
    ...(foot.length > 0 ? [EMPTY, ...foot] : []),
  ];
  const right = all.length > shown ? `${state.row + 1} of ${all.length}` : '';
  const lines = titled({ title: 'Presets', right, body, foot: keyLine('presets', width) }, width, height);
  const y = TITLE_ROWS + shown + changes.length + 2;
  const cursor = naming?.cursor === undefined ? undefined : { x: NAME_LABEL.length + naming.cursor, y };
  return { lines: padTo(lines, height), cursor };
}

const NAME_LOOK = { focused: true, placeholder: 'a name; enter keeps it, esc gives up' };

interface RowLook {
  /** Of the names. */
  readonly column: number;
  readonly width: number;
  readonly selected: boolean;
  readonly deleted: boolean;
}

function presetRow({ name, about, own }: Preset, { column, width, selected, deleted }: RowLook): Line {
  const shownAbout = deleted ? 'Deleted; the same key brings it back.' : own ? '★ Your own.' : about;
  const role = deleted ? 'muted' : selected ? 'strong' : 'text';
  return clip(
    [
      span(selected ? '▌' : ' ', 'accent'),
      span(`${fit(sanitizeLine(name), column)}  `, role),
      span(shownAbout, own && !deleted ? 'accent' : 'muted'),
    ],
    width,
  );
}

function changeLines({ base, overrides, width }: PresetsInput, preset: Preset | undefined): Line[] {
  if (!preset) return [];
  const changed = differencesText(differences(base, overrides, withPreset(base, overrides, preset), WHOLE));
  return [
    line(span(' What it would change', 'label')),
    ...indented(wrapped(`${changed.charAt(0).toUpperCase()}${changed.slice(1)}`, width - 2), 1),
  ];
}
