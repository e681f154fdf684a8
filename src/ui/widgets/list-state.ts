/**
 * A list with groups that is filtered as one types: what matches, what is selected, which rows are
 * visible. Pure; knows no component.
 */
import { fuzzyRank, type Ranked, withRecent } from './fuzzy.ts';
import { EMPTY_TEXT, type TextState } from './text-editing.ts';

export interface ListItem {
  readonly id: string;
  readonly label: string;
  readonly group?: string;
  /** More words by which it is found. */
  readonly keywords?: string;
  /** A whole text by which it is found, too: one that holds the filter in one piece counts as if it had its words. */
  readonly text?: string;
  /** Made of the filter: it comes behind what has the words of the filter, before what has their letters. */
  readonly typed?: boolean;
  /** Its place among those that were used last, 0 for the last one: without a filter they come first. */
  readonly recent?: number;
}

export interface ListState<T extends ListItem> {
  readonly items: readonly T[];
  readonly filter: TextState;
  /** The id of an item that matches; `undefined` when none does. */
  readonly selected: string | undefined;
  /** What was selected on purpose, not only because it came first under a filter. */
  readonly meant: string | undefined;
}

export type ListRow<T extends ListItem> =
  | { readonly type: 'heading'; readonly group: string }
  | {
      readonly type: 'item';
      readonly item: T;
      readonly selected: boolean;
      /** Which graphemes of its label the filter found. */
      readonly matched: readonly number[];
    };

/** A list without a filter; the first item is selected unless `selected` is one of them. */
export function createList<T extends ListItem>(items: readonly T[], selected?: string): ListState<T> {
  return meant(settled({ items, filter: EMPTY_TEXT, selected, meant: selected }));
}

/**
 * With another filter, and with other items where it offers some. What was selected on purpose is
 * selected while it has every word of the filter, else the first match.
 */
export function withFilter<T extends ListItem>(
  list: ListState<T>,
  filter: TextState,
  items: readonly T[] = list.items,
): ListState<T> {
  const before = items.find(item => item.id === list.meant);
  const isKept = before !== undefined && hasWords(before, wordsOf(filter.text));
  return settled({ ...list, filter, items, selected: isKept ? list.meant : undefined });
}

export function withSelected<T extends ListItem>(list: ListState<T>, id: string): ListState<T> {
  return meant(settled({ ...list, selected: id }));
}

/** The selection moved by so many matches, up when negative; it stops at the ends. */
export function moveSelection<T extends ListItem>(list: ListState<T>, by: number): ListState<T> {
  const items = matching(list);
  const from = items.findIndex(item => item.id === list.selected);
  const to = Math.min(items.length - 1, Math.max(0, from + by));
  return meant({ ...list, selected: items[to]?.id });
}

export function selectFirst<T extends ListItem>(list: ListState<T>): ListState<T> {
  return meant({ ...list, selected: matching(list)[0]?.id });
}

export function selectLast<T extends ListItem>(list: ListState<T>): ListState<T> {
  return meant({ ...list, selected: matching(list).at(-1)?.id });
}

/** The selection as one that is meant: whoever leaves a filtered list has chosen. */
export function meant<T extends ListItem>(list: ListState<T>): ListState<T> {
  return { ...list, meant: list.selected ?? list.meant };
}

export function selectedItem<T extends ListItem>(list: ListState<T>): T | undefined {
  return list.items.find(item => item.id === list.selected);
}

/**
 * The items that the filter finds, by the words of it or by their letters (`fuzzyRank`), the best
 * first and then the others of its group; all of them as they are without a filter.
 */
export function matching<T extends ListItem>(list: ListState<T>): T[] {
  return ranked(list).map(({ item }) => item);
}

/** The matches with a heading before each group. */
export function rowsOf<T extends ListItem>(list: ListState<T>): ListRow<T>[] {
  const rows: ListRow<T>[] = [];
  let group: string | undefined;
  for (const { item, matched } of ranked(list)) {
    if (item.group !== undefined && item.group !== group) rows.push({ type: 'heading', group: item.group });
    group = item.group;
    rows.push({ type: 'item', item, selected: item.id === list.selected, matched });
  }
  return rows;
}

/**
 * The rows to draw in a place of this height, never more: the selected one is among them, in the
 * middle where the list is long. `above` and `below` count the items that are out of sight.
 */
export function visibleRows<T extends ListItem>(
  rows: readonly ListRow<T>[],
  height: number,
): { rows: readonly ListRow<T>[]; above: number; below: number } {
  const room = Math.max(0, height);
  const selected = rows.findIndex(row => row.type === 'item' && row.selected);
  const last = Math.max(0, rows.length - room);
  const from = Math.min(last, Math.max(0, selected - Math.floor(room / 2)));
  const items = (part: readonly ListRow<T>[]) => part.filter(row => row.type === 'item').length;
  return {
    rows: rows.slice(from, from + room),
    above: items(rows.slice(0, from)),
    below: items(rows.slice(from + room)),
  };
}

/** With a selection that matches, if there is anything to select. */
function settled<T extends ListItem>(list: ListState<T>): ListState<T> {
  const items = matching(list);
  const selected = items.some(item => item.id === list.selected) ? list.selected : items[0]?.id;
  return { ...list, selected };
}

function ranked<T extends ListItem>({ items, filter }: ListState<T>): Ranked<T>[] {
  const words = wordsOf(filter.text);
  if (words.length === 0) return recentFirst(items).map(item => ({ item, score: 0, matched: [] }));
  const found = fuzzyRank(items, filter.text, ({ label }) => label, soughtText);
  const place = ({ item }: Ranked<T>) =>
    item.typed ? 1 : hasWords(item, words) || hasPhrase(item, filter.text) ? 0 : 2;
  const ordered = found.toSorted((a, b) => place(a) - place(b));
  return [...Map.groupBy(ordered, ({ item }) => item.group).values()].flat();
}

const RECENT_GROUP = 'recent';

/** As they are without a filter: those that were used last in a group of their own, before the others. */
function recentFirst<T extends ListItem>(items: readonly T[]): T[] {
  const recent = items.filter(item => item.recent !== undefined);
  const ids = recent.toSorted((a, b) => (a.recent ?? 0) - (b.recent ?? 0)).map(({ id }) => id);
  const grouped = items.map(item => (item.recent === undefined ? item : { ...item, group: RECENT_GROUP }));
  return withRecent(grouped, ids);
}

function unseenText({ group = '', keywords = '' }: ListItem): string {
  return `${group} ${keywords}`;
}

function soughtText(item: ListItem): string {
  return `${unseenText(item)} ${item.text ?? ''}`;
}

function hasPhrase({ text = '' }: ListItem, filter: string): boolean {
  return folded(text).includes(folded(filter).trim());
}

/** Whether every word occurs in label, group or keywords, in one piece. */
function hasWords(item: ListItem, words: readonly string[]): boolean {
  const text = folded(`${item.label} ${unseenText(item)}`);
  return words.every(word => text.includes(word));
}

function wordsOf(filter: string): string[] {
  return folded(filter).split(/\s+/).filter(Boolean);
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
}
