/** Two rounds beside each other as lines: answers, marks and costs first, then the settings, then the texts. Pure. */
import { type Comparison, sidesOf, type TextPair, textIn, textPairs } from '../analysis/compare.ts';
import { plainInline } from '../diff/inline.ts';
import { diffWords } from '../diff/words.ts';
import { fit } from '../text/pad.ts';
import { textWidth } from '../text/width.ts';
import {
  factRows,
  noteWords,
  placeWords,
  questionWords,
  settingsWords,
  sideWords,
  titleCase,
} from './compare-facts.ts';
import { firstWords } from './describe.ts';
import { apart, indent, oneLine } from './layout.ts';
import { changeWords } from './round.ts';
import type { Signs } from './signs.ts';

/** `found` are sentences about how it came to what is compared. */
export function compareLines(comparison: Comparison, signs: Signs, found: readonly string[] = []): string[] {
  return apart(
    questionWords(comparison, signs).map(oneLine),
    sidesOf(comparison).map(one => oneLine(`${titleCase(one.name)}: ${sideWords(one, signs)}`)),
    table(comparison, signs),
    [...noteWords(comparison), ...found].map(words => oneLine(`Noticed: ${words}`)),
    settingLines(comparison, signs),
    ...textPairs(comparison).map(pairLines),
  );
}

/** The numbers without the texts, as it stands at the top. */
export function compareTable(comparison: Comparison, signs: Signs): string[] {
  return apart(table(comparison, signs), settingLines(comparison, signs));
}

function table(comparison: Comparison, signs: Signs): string[] {
  const head = ['', ...sidesOf(comparison).map(({ name }) => titleCase(name)), signs.words('B − A')];
  const rows = factRows(comparison, signs).map(({ label, values, difference }) => [
    label,
    ...values.map(oneLine),
    difference,
  ]);
  return inColumns([head, ...rows]);
}

const GAP = '   ';

function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => textWidth(row[column] ?? ''))),
  );
  return rows.map(row =>
    row
      .map((cell, column) => fit(cell, widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

const LONGEST_SETTING = 60;

function settingLines(comparison: Comparison, signs: Signs): string[] {
  const { settings } = comparison;
  const words = settingsWords(comparison) ?? [];
  if (settings.length === 0) return [words].flat();
  const names = sidesOf(comparison).map(({ name }) => name);
  const lines = settings.map(({ name, values }) => {
    const told = values.map((value, index) => {
      const words = value === undefined ? 'not set' : firstWords(value, LONGEST_SETTING, signs);
      return `${names[index]} ${words}`;
    });
    return oneLine(`  ${name}: ${told.join('; ')}`);
  });
  return [words, 'Settings that differ:', lines].flat();
}

function pairLines(pair: TextPair): string[] {
  const { what, old, next } = pair;
  const diff = diffWords(textIn(pair, old), textIn(pair, next));
  const places = `${placeWords(old)} to ${placeWords(next)}`;
  const label = what === 'answers' ? 'Answers' : 'Prompts';
  if (diff.stats.changes === 0) return [`${label}, ${places}: ${sameWords(pair)}.`, ...wholeText(pair)];
  const title = `${label}, ${places}: ${changeWords(diff.stats)}. [-removed-] {+added+}`;
  return [title, ...indent(plainInline(diff))];
}

function sameWords(pair: TextPair): string {
  const isSame = textIn(pair, pair.old) === textIn(pair, pair.next);
  return isSame ? 'word for word the same' : 'the same but for white space';
}

function wholeText(pair: TextPair): string[] {
  const text = textIn(pair, pair.next);
  return text.trim() === '' ? [] : indent(text.trim());
}
