/**
 * What a terminal says of its background, from bytes to `dark` or `light`. Pure: asks nothing, and
 * gives back every byte that is no answer.
 */

export type Background = 'dark' | 'light';

/**
 * Two questions: the background (OSC 11), and what kind of terminal it is (DA1). Practically every
 * terminal answers the second, and answers come in order: after it, no answer to the first will come.
 */
export const QUESTION = '\u001b]11;?\u001b\\\u001b[c';

export interface Heard {
  /** The colour as the terminal put it. */
  readonly colour: string | undefined;
  /** Whether the answer to the last question was heard. */
  readonly done: boolean;
  /** What is no answer: keys that were typed meanwhile. */
  readonly rest: string;
  /** The beginning of an answer, at the end of what has come. */
  readonly held: string;
}

const COLOUR = /\u001b\]11;([\u0020-\u007e]*)(?:\u0007|\u001b\\)/;
const KIND = /\u001b\[\?[\d;]*c/;
/** A lone Escape is not held: it is a key. */
const BEGINNING = /\u001b(?:\](?:1(?:1(?:;[\u0020-\u007e]*\u001b?)?)?)?|\[\?[\d;]*)$/;

/** Finds the answers in all that has come so far. */
export function hear(bytes: string): Heard {
  const colour = COLOUR.exec(bytes);
  const others = colour ? bytes.replace(COLOUR, '') : bytes;
  const done = KIND.test(others);
  const rest = done ? others.replace(KIND, '') : others;
  const held = done ? '' : (BEGINNING.exec(rest)?.[0] ?? '');
  return { colour: colour?.[1], done, rest: rest.slice(0, rest.length - held.length), held };
}

/**
 * Above this relative luminance black text has more contrast than white text: where
 * (L + 0.05) / 0.05 = 1.05 / (L + 0.05), by the definition of WCAG 2.2.
 */
const BALANCE = Math.sqrt(1.05 * 0.05) - 0.05;

/** `undefined` for what is no colour in one of X11's notations: `rgb:`, `rgba:` or `#`. */
export function backgroundOf(colour: string): Background | undefined {
  const channels = channelsOf(colour);
  if (!channels) return undefined;
  const [red = 0, green = 0, blue = 0] = channels.map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > BALANCE ? 'light' : 'dark';
}

/** Red, green and blue, 0 to 1; an alpha is left out: what shines through is not known. */
function channelsOf(colour: string): number[] | undefined {
  const parts = /^rgb:([^/]+)\/([^/]+)\/([^/]+)$|^rgba:([^/]+)\/([^/]+)\/([^/]+)\/[^/]+$/i.exec(colour);
  const digits = parts ? parts.slice(1).filter(part => part !== undefined) : thirds(colour);
  if (digits.length !== 3 || !digits.every(part => /^[\da-f]{1,4}$/i.test(part))) return undefined;
  return digits.map(part => Number.parseInt(part, 16) / (16 ** part.length - 1));
}

/** `#rgb`, `#rrggbb`, `#rrrgggbbb` or `#rrrrggggbbbb`. */
function thirds(colour: string): string[] {
  const digits = colour.startsWith('#') ? colour.slice(1) : '';
  const size = digits.length / 3;
  return Number.isInteger(size) ? [0, 1, 2].map(part => digits.slice(part * size, (part + 1) * size)) : [];
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
