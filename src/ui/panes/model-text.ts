/** The text of a call as lines, and how many tokens it has about: cheap to ask for again as it grows. */
import type { Call } from '../../run/run.ts';
import { estimateTokens } from '../../text/tokens.ts';
import { type Line, wrapped } from '../line.ts';
import { type Growing, growing } from './growing.ts';

const join = (before: Line[], after: Line[]) => [...before, ...after];
const answers = growing((text, width) => wrapped(text, width), join);
const thoughts = growing((text, width) => wrapped(text, width, 'thinking'), join);

/** A call is another object with every word, but its request stays the same one. */
export function answerLines({ request, text }: Call, width: number): Line[] {
  return answers.of(request, text, width);
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
export function tokensSoFar({ request, text, thinking }: Call): number {
  return ofText.of(request, text) + ofThinking.of(request, thinking);
}
