/** The text of a call as lines, and how many tokens it has about: cheap to ask for again as it grows. */
import type { Call } from '../../run/run.ts';
import { estimateTokens } from '../../text/tokens.ts';
import { type Line, wrapped } from '../line.ts';
import { createMarkdown, type Markdown } from '../markdown/markdown.ts';
import { type Growing, growing } from './growing.ts';

const join = (before: Line[], after: Line[]) => [...before, ...after];
const raw = growing((text, width) => wrapped(text, width), join);
const thoughts = growing((text, width) => wrapped(text, width, 'thinking'), join);

/** The answer as it is written. A call is another object with every word, but its request stays the same one. */
export function rawAnswerLines({ request, text }: Call, width: number): Line[] {
  return raw.of(request, text, width);
}

/** By the request; of each, for the width it was last asked for. */
const laid = new WeakMap<Call['request'], { readonly width: number; readonly markdown: Markdown }>();

/** The answer with its Markdown drawn. */
export function answerLines({ request, text }: Call, width: number): Line[] {
  const known = laid.get(request);
  const kept = known?.width === width ? known : { width, markdown: createMarkdown(width) };
  if (kept !== known) laid.set(request, kept);
  return kept.markdown.lines(text);
}

export function thinkingLines({ request, thinking }: Call, width: number): Line[] {
  return thoughts.of(request, thinking, width);
}

const counted = (): Growing<number> =>
  growing(
    text => estimateTokens(text),
    (before, after) => before + after,
  );
const ofText = counted();
const ofThinking = counted();

/** Of the answer and the thinking together, estimated. */
export function tokensSoFar(call: Call): number {
  return ofText.of(call.request, call.text) + thinkingTokens(call);
}

/** Of the thinking alone, estimated. */
export function thinkingTokens({ request, thinking }: Call): number {
  return ofThinking.of(request, thinking);
}
