/** What the page remembers beside the run and its place in it, and what may be asked of it. Pure data. */
import type { Milliseconds } from '../../../run/price.ts';

export const TABS = ['answer', 'diff', 'thinking', 'prompt', 'feedback', 'events'] as const;
export type Tab = (typeof TABS)[number];

export type Look = 'auto' | 'dark' | 'light';

export interface PageState {
  readonly tab: Tab;
  /** The round that was chosen; absent while the newest is shown. */
  readonly pinned?: number | undefined;
  readonly lane?: number | undefined;
  readonly playing: boolean;
  readonly speed: number;
  /** Longer waits are passed over while the run plays. */
  readonly longestWait: Milliseconds;
  /** Lines of a diff that did not change are shown, too. */
  readonly unfolded: boolean;
  readonly look: Look;
  readonly help: boolean;
}

export const WAITS: readonly { readonly ms: Milliseconds; readonly words: string }[] = [
  { ms: Number.POSITIVE_INFINITY, words: 'as they were' },
  { ms: 2_000, words: 'at most 2 s' },
  { ms: 500, words: 'at most 0.5 s' },
];

export type Command =
  | 'play'
  | 'earlier-round'
  | 'later-round'
  | 'round-start'
  | 'round-end'
  | 'next-flip'
  | 'back'
  | 'on'
  | 'slower'
  | 'faster'
  | 'start'
  | 'end'
  | 'lane'
  | 'unfold'
  | 'follow'
  | 'look'
  | 'help'
  | 'close'
  | Tab;

interface KeyRow {
  readonly command: Command;
  /** As a browser names them. */
  readonly keys: readonly string[];
  readonly label: string;
}

const tabRow = (tab: Tab, index: number): KeyRow => ({
  command: tab,
  keys: [String(index + 1)],
  label: tabName(tab),
});

/** The keys of the screens, as far as a browser leaves them. */
export const KEYS: readonly KeyRow[] = [
  { command: 'play', keys: [' '], label: 'Play and pause' },
  { command: 'earlier-round', keys: ['ArrowLeft', 'h'], label: 'The round before' },
  { command: 'later-round', keys: ['ArrowRight', 'l'], label: 'The next round' },
  { command: 'round-start', keys: [','], label: 'Back to the start of a round' },
  { command: 'round-end', keys: ['.'], label: 'On to the end of a round' },
  { command: 'next-flip', keys: ['n'], label: 'On to where the answer changes next' },
  { command: 'back', keys: ['['], label: 'Five seconds back' },
  { command: 'on', keys: [']'], label: 'Five seconds on' },
  { command: 'slower', keys: ['<', '-'], label: 'Slower' },
  { command: 'faster', keys: ['>', '+', '='], label: 'Faster' },
  { command: 'start', keys: ['0'], label: 'To the start' },
  { command: 'end', keys: ['$'], label: 'To the end' },
  ...TABS.map(tabRow),
  { command: 'lane', keys: ['J'], label: 'The next lane' },
  { command: 'unfold', keys: ['u'], label: 'Unfold what did not change' },
  { command: 'follow', keys: ['f'], label: 'Follow the run' },
  { command: 'look', keys: ['t'], label: 'Dark, light, or as the system has it' },
  { command: 'help', keys: ['?'], label: 'These keys' },
  { command: 'close', keys: ['Escape'], label: 'Close them' },
];

export function commandOfKey(key: string): Command | undefined {
  return KEYS.find(({ keys }) => keys.includes(key))?.command;
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  ' ': 'space',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'esc',
};

export function keyName(key: string): string {
  return KEY_NAMES[key] ?? key;
}

export function tabName(tab: Tab): string {
  return `${tab.charAt(0).toUpperCase()}${tab.slice(1)}`;
}
