/** What two lists of numbers have in common, in order. Knows nothing of text. */
import { diffArrays } from 'diff';

/** `old[oldFrom + k] === next[newFrom + k]` for every k below `length`. */
export interface Block {
  readonly oldFrom: number;
  readonly newFrom: number;
  readonly length: number;
}

/**
 * A longest common subsequence, as blocks in ascending order.
 *
 * Linear while the lists are alike; at most `maxEdits` squared otherwise. When the lists differ by
 * more than `maxEdits` (counted over the items that stand in both), only their common beginning and
 * end are found.
 */
export function commonBlocks(old: readonly number[], next: readonly number[], maxEdits: number): Block[] {
  const head = commonHead(old, next);
  const tail = commonTail(old, next, head);
  const oldTo = old.length - tail;
  const newTo = next.length - tail;
  return joined([
    { oldFrom: 0, newFrom: 0, length: head },
    ...middleBlocks(old.slice(head, oldTo), next.slice(head, newTo), head, maxEdits),
    { oldFrom: oldTo, newFrom: newTo, length: tail },
  ]);
}

function commonHead(old: readonly number[], next: readonly number[]): number {
  const most = Math.min(old.length, next.length);
  let length = 0;
  while (length < most && old[length] === next[length]) length++;
  return length;
}

function commonTail(old: readonly number[], next: readonly number[], head: number): number {
  const most = Math.min(old.length, next.length) - head;
  let length = 0;
  while (length < most && old.at(-1 - length) === next.at(-1 - length)) length++;
  return length;
}

/**
 * What stands on one side only cannot be common. Leaving it out first changes no result, and makes
 * a text with rewritten paragraphs as cheap as one without them.
 */
function middleBlocks(
  old: readonly number[],
  next: readonly number[],
  offset: number,
  maxEdits: number,
): Block[] {
  const olds = indexesOf(old, new Set(next));
  const news = indexesOf(next, new Set(old));
  const changes = diffArrays(
    olds.map(index => old[index]),
    news.map(index => next[index]),
    { maxEditLength: maxEdits },
  );
  const blocks: Block[] = [];
  let oldAt = 0;
  let newAt = 0;
  for (const change of changes ?? []) {
    for (let k = 0; k < change.count && !change.added && !change.removed; k++) {
      const [oldFrom, newFrom] = [olds[oldAt + k] ?? 0, news[newAt + k] ?? 0];
      blocks.push({ oldFrom: offset + oldFrom, newFrom: offset + newFrom, length: 1 });
    }
    if (!change.added) oldAt += change.count;
    if (!change.removed) newAt += change.count;
  }
  return blocks;
}

function indexesOf(list: readonly number[], wanted: ReadonlySet<number>): number[] {
  const indexes: number[] = [];
  list.forEach((item, index) => {
    if (wanted.has(item)) indexes.push(index);
  });
  return indexes;
}

function joined(blocks: readonly Block[]): Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const last = result.at(-1);
    if (block.length === 0) continue;
    if (
      last &&
      last.oldFrom + last.length === block.oldFrom &&
      last.newFrom + last.length === block.newFrom
    ) {
      result[result.length - 1] = { ...last, length: last.length + block.length };
    } else result.push(block);
  }
  return result;
}
