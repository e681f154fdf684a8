/** What the library says of itself: its order, what it shows, what is being done. Pure. */
import type { LibraryStatus } from '../../library/library.ts';
import type { Sort } from '../../library/order.ts';
import type { SortKey } from '../../library/sort-keys.ts';
import { formatCount } from '../../text/numbers.ts';

const ORDERS: Readonly<Record<SortKey, readonly [order: string, reversed: string]>> = {
  age: ['newest first', 'oldest first'],
  cost: ['dearest first', 'cheapest first'],
  saved: ['most saved first', 'least saved first'],
  question: ['by title', 'by title, from the end'],
  model: ['by model', 'by model, from the end'],
  rounds: ['most rounds first', 'fewest rounds first'],
  marks: ['repaired first', 'broken first'],
};

export function sortWords({ key, reversed }: Sort): string {
  return ORDERS[key][reversed ? 1 : 0];
}

/** `12 of 46 runs`. */
export function countWords(shown: number, all: number): string {
  const runs = all === 1 ? 'run' : 'runs';
  return shown === all
    ? `${formatCount(all)} ${runs}`
    : `${formatCount(shown)} of ${formatCount(all)} ${runs}`;
}

/** While files are read: `reading 120 of 10,000 files`. */
export function progressWords({ progress }: LibraryStatus): string | undefined {
  return progress && `reading ${formatCount(progress.done)} of ${formatCount(progress.total)} files`;
}

/** What could not be read, and what was left out, the most important first. */
export function statusWords({ problems, others, notice }: LibraryStatus): string | undefined {
  const [first, ...more] = problems;
  const rest = more.length > 0 ? ` (and ${formatCount(more.length)} more like it)` : '';
  if (first !== undefined) return `${first}${rest}`;
  if (notice !== undefined) return notice;
  if (others === 0) return undefined;
  return others === 1
    ? 'One other .jsonl file is no run.'
    : `${formatCount(others)} other .jsonl files are no runs.`;
}
