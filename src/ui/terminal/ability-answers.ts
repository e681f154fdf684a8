/** What a terminal says of its abilities, from bytes to what it can do. Pure: asks nothing. */
import { type Background, backgroundOf, hear, QUESTION } from './background.ts';

/** How a terminal has a mode: `unknown` to it, or known and on or off. */
export type ModeState = 'unknown' | 'on' | 'off';

export interface Answers {
  /** Whether it answered at all. */
  readonly answered: boolean;
  /** Its name and version, as it says them itself; not made safe to print. */
  readonly name: string | undefined;
  readonly background: Background | undefined;
  /** Whether it knows the keyboard protocol of kitty. */
  readonly kittyKeyboard: boolean;
  /** By the names of `MODES`; absent: it did not say. */
  readonly modes: Readonly<Partial<Record<ModeName, ModeState>>>;
}

/** Modes of the terminal that the app uses, by their numbers (xterm's control sequences, "DECSET"). */
export const MODES = {
  alternateScreen: 1049,
  alternateScroll: 1007,
  bracketedPaste: 2004,
  mouse: 1006,
  synchronizedOutput: 2026,
} as const;
export type ModeName = keyof typeof MODES;

const NAME_QUESTION = '\u001b[>0q';
const KEYBOARD_QUESTION = '\u001b[?u';

/**
 * Its name (XTVERSION), its keyboard (kitty), its modes (DECRQM), its background and, last, its kind: after
 * the answer to that no other comes. Nothing of it changes anything. `withModes` is false where a terminal
 * would print a part of the question.
 */
export function abilityQuestion(withModes: boolean): string {
  const modes = withModes ? Object.values(MODES).map(number => `\u001b[?${number}$p`) : [];
  return [NAME_QUESTION, KEYBOARD_QUESTION, ...modes, QUESTION].join('');
}

/** Finds the answers in all that has come. */
export function readAnswers(bytes: string): Answers {
  const { colour, done } = hear(bytes);
  const modes: Partial<Record<ModeName, ModeState>> = {};
  for (const [name, number] of Object.entries(MODES)) {
    const [, state] = new RegExp(`\u001b\\[\\?${number};([0-4])\\$y`).exec(bytes) ?? [];
    if (state !== undefined) modes[name as ModeName] = MODE_STATES[Number(state)] ?? 'unknown';
  }
  return {
    answered: done || bytes.includes('\u001b'),
    name: /\u001bP>\|([^\u001b\u0007]{1,80})(?:\u001b\\|\u0007)/.exec(bytes)?.[1],
    background: colour === undefined ? undefined : backgroundOf(colour),
    kittyKeyboard: /\u001b\[\?\d+u/.test(bytes),
    modes,
  };
}

/** By DECRPM: not recognised, set, reset, permanently set, permanently reset. */
const MODE_STATES: readonly ModeState[] = ['unknown', 'on', 'off', 'on', 'off'];
