/** How the rows of a small input are shared out; the keys and the frame ask the same. Pure. */
import { wrapped } from '../line.ts';
import type { Size } from '../widgets/editor/visible-rows.ts';

export interface InputLayout {
  /** Rows of the text. */
  readonly text: number;
  /** Rows under it: a word, or help. */
  readonly words: number;
}

const TITLE_AND_KEYS = 2;
const MOST_WORDS = 3;

export function inputLayout(
  { kind, said }: { readonly kind: string; readonly said: string | undefined },
  { width, height }: Size,
): InputLayout {
  const room = Math.max(0, height - TITLE_AND_KEYS);
  const saying = said === undefined ? 0 : wrapped(said, width - 2).length;
  const help = kind === 'pressure' ? MOST_WORDS : 1;
  const words = Math.min(Math.max(saying, help), MOST_WORDS, Math.max(0, room - 1));
  return { text: Math.max(0, room - words), words };
}

export function inputPlace(state: Parameters<typeof inputLayout>[0], window: Size): Size {
  return {
    width: Math.max(1, window.width - 2),
    height: Math.max(1, inputLayout(state, window).text),
  };
}
