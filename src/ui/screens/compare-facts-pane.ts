/** The facts of a comparison in full: the table, what to bear in mind, and each setting that differs. Pure. */
import { type Comparison, sidesOf } from '../../analysis/compare.ts';
import {
  type FactRow,
  factRows,
  noteWords,
  settingsWords,
  sideWords,
  titleCase,
} from '../../plain/compare-facts.ts';
import { fit } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { EMPTY, indented, type Line, line, span, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';
import { TONES } from './compare-head.ts';

const LABEL = 14;
const DIFFERENCE = 12;
const WIDEST_VALUE = 44;

export function factsPane(comparison: Comparison, width: number): Line[] {
  return [
    ...runLines(comparison, width),
    EMPTY,
    ...table(comparison, width),
    ...noteLines(comparison, width),
    EMPTY,
    ...settingLines(comparison, width),
  ];
}

function runLines(comparison: Comparison, width: number): Line[] {
  return sidesOf(comparison).flatMap(side => {
    const [first = EMPTY, ...rest] = wrapped(sanitizeLine(sideWords(side)), Math.max(1, width - NAME));
    return [[span(fit(titleCase(side.name), NAME), 'label'), ...first], ...indented(rest, NAME)];
  });
}

const NAME = 8;

function table(comparison: Comparison, width: number): Line[] {
  const sides = sidesOf(comparison);
  const room = Math.floor((width - LABEL - DIFFERENCE) / sides.length);
  const column = Math.max(8, Math.min(WIDEST_VALUE, room));
  const head: FactRow = {
    label: '',
    values: sides.map(({ name }) => titleCase(name)),
    difference: 'B − A',
  };
  const tones = sides.map(({ side }) => TONES[side.mark.tone]);
  const row = ({ label, values, difference }: FactRow, style: (index: number) => Roles): Line => [
    span(fit(label, LABEL), 'label'),
    ...values.map((value, index) => span(`${fit(sanitizeLine(value), column - 2)}  `, style(index))),
    span(difference, label === 'answer' && difference === 'different' ? 'warning' : 'muted'),
  ];
  return [
    row(head, () => 'label'),
    ...factRows(comparison).map(one =>
      row(one, index =>
        one.label === 'mark' ? (tones[index] ?? 'text') : one.label === 'answer' ? 'strong' : 'text',
      ),
    ),
  ];
}

function noteLines(comparison: Comparison, width: number): Line[] {
  const notes = noteWords(comparison);
  if (notes.length === 0) return [];
  return [EMPTY, ...notes.flatMap(words => wrapped(sanitizeLine(words), width, 'muted'))];
}

/** Each value in full: of prompts one wants to see every word. */
function settingLines(comparison: Comparison, width: number): Line[] {
  const { settings } = comparison;
  const said = settingsWords(comparison);
  const above = said === undefined ? [] : [line(span(said, 'muted'))];
  if (settings.length === 0) return above;
  const names = sidesOf(comparison).map(({ name }) => titleCase(name));
  const rows = settings.flatMap(({ name, values }) => [
    line(span(sanitizeLine(name), 'heading')),
    ...values.flatMap((value, index) => valueLines(names[index] ?? '', value, width)),
  ]);
  return [...above, line(span('Settings that differ', 'label')), ...rows];
}

function valueLines(name: string, value: string | undefined, width: number): Line[] {
  const words = value === undefined ? span('not set', 'muted') : span(value);
  const [first = EMPTY, ...rest] = wrapped(words.text, Math.max(1, width - NAME - 2), words.style);
  return indented([[span(fit(name, NAME), 'label'), ...first], ...indented(rest, NAME)], 2);
}
