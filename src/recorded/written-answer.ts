/** A written text as an answer: in pieces of a few words, at the pace and with the tokens of a real model. */
import type { ContentBlock } from '../run/events.ts';
import type { Milliseconds, Usage } from '../run/price.ts';
import { estimateTokens } from '../text/tokens.ts';
import type { Answer, TimedDelta } from './answer.ts';

export interface Pace {
  /** The wait for the first word. */
  readonly firstMs: Milliseconds;
  readonly tokensPerSecond: number;
}

export interface Written {
  readonly text: string;
  readonly thinking?: string | undefined;
  readonly stopReason?: string | undefined;
  /** The stream dies after this share of the text. */
  readonly fail?: { readonly after: number; readonly name: string; readonly message: string } | undefined;
  /** Blocks after the text, as Converse has them. */
  readonly more?: readonly ContentBlock[] | undefined;
}

export interface Writing {
  readonly pace: Pace;
  /** What is known of the prompt; the output is counted here, unless it says another number. */
  readonly usage: Usage;
  /** Signs the thinking, and makes it up. */
  readonly seed: number;
  readonly random: () => number;
  /** Of the tokenizer (1 for most, 1.3 for newer Claude). */
  readonly scale: number;
}

/** Claude from 4.7 on counts about 30 % more tokens for the same text (Anthropic, 2026). */
const NEWER_TOKENIZER = /claude-(?:opus-(?:4-[78]|5)|sonnet-5|haiku-5|fable)/;
/** A summary of thinking is shown; all of it is billed. */
const THINKING_BILLED = 2.2;

/** How many tokens a model counts where most count one. */
export function scaleOf(model: string): number {
  return NEWER_TOKENIZER.test(model) ? 1.3 : 1;
}

export function writtenAnswer(written: Written, { pace, usage, seed, random, scale }: Writing): Answer {
  const { text, thinking = '', fail, more = [] } = written;
  const firstMs = pace.firstMs * (0.85 + 0.3 * random());
  const shown = fail ? text.slice(0, Math.floor(text.length * fail.after)) : text;
  const deltas = [
    ...chunks(thinking, random).map(piece => ({ channel: 'thinking' as const, text: piece })),
    ...chunks(shown, random).map(piece => ({ channel: 'text' as const, text: piece })),
  ];
  let at = firstMs;
  const timed = deltas.map(({ channel, text: piece }, index): TimedDelta => {
    const perToken = 1000 / pace.tokensPerSecond;
    if (index > 0) at += estimateTokens(piece, scale) * perToken * (0.7 + 0.6 * random());
    return { afterMs: Math.round(at), channel, text: piece };
  });
  const afterMs = Math.round(at + 15 + 30 * random());
  if (fail) {
    const { name, message } = fail;
    return { deltas: timed, ending: { kind: 'failed', afterMs, name, message } };
  }
  return {
    deltas: timed,
    ending: {
      kind: 'finished',
      afterMs,
      stopReason: written.stopReason ?? 'end_turn',
      usage: { ...usage, output: usage.output + outputTokens(written, scale) },
      serverMs: Math.max(0, afterMs - Math.round(20 + 40 * random())),
      content: [
        ...(thinking === ''
          ? []
          : [{ reasoningContent: { reasoningText: { text: thinking, signature: signature(seed) } } }]),
        ...(text === '' && more.length > 0 ? [] : [{ text }]),
        ...more,
      ],
    },
  };
}

function outputTokens({ text, thinking = '', more = [] }: Written, scale: number): number {
  const blocks = more.length === 0 ? '' : JSON.stringify(more);
  const thought = Math.round(estimateTokens(thinking, scale) * THINKING_BILLED);
  return estimateTokens(text, scale) + thought + estimateTokens(blocks, scale);
}

/** Pieces of a few words, as Bedrock sends them. */
function chunks(text: string, random: () => number): string[] {
  const words = text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
  const pieces: string[] = [];
  for (let next = 0; next < words.length; ) {
    const size = 2 + Math.floor(random() * 5);
    pieces.push(words.slice(next, next + size).join(''));
    next += size;
  }
  return pieces;
}

/** Not a real signature: it says what it is, in the form that a signature has. */
function signature(seed: number): string {
  return Buffer.from(`synthetic signature ${seed}`, 'utf8').toString('base64');
}

/** A small generator of repeatable numbers, 0 <= n < 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
