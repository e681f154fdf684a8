/** What the key line says of a command once its keys are others: `←→ round` becomes `[ ] round`. Pure. */
import { graphemes } from '../text/graphemes.ts';
import { keyLabel } from './key-names.ts';
import type { Row } from './key-table.ts';

/**
 * The hint of a row of the table with the keys that its commands have now. One hint may stand for two
 * commands (`←→`): each key in it is replaced by the first key of its command, unless that has it still.
 */
export function hintNow(
  hint: NonNullable<Row['hint']>,
  table: readonly Row[],
  now: readonly Row[],
): Row['hint'] {
  const [keys, label] = hint;
  const before = new Map(table.flatMap(row => row.keys.map(key => [keyLabel(key), row.command] as const)));
  const parts = keys.includes(' ') ? keys.split(' ') : before.has(keys) ? [keys] : [...graphemes(keys)];
  const shown = parts.map(part => {
    const owned = now.filter(row => row.command === before.get(part)).flatMap(row => row.keys.map(keyLabel));
    return owned.includes(part) ? part : (owned[0] ?? part);
  });
  const isTight = !keys.includes(' ') && shown.every(part => [...graphemes(part)].length === 1);
  return [[...new Set(shown)].join(isTight ? '' : ' '), label];
}
