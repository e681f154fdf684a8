/** Why a text stopped before an end of its own, in a sentence. */

import { NOT_KEPT } from '../run/known.ts';
import { lookUp } from '../text/look-up.ts';

/** Stop reasons of Bedrock's Converse API, and `refusal` of Anthropic's own. */
const STOPS: Readonly<Record<string, string>> = {
  max_tokens: 'The answer reached the longest length (max tokens) and is cut off.',
  model_context_window_exceeded: 'The conversation filled the context of the model; the answer is cut off.',
  guardrail_intervened: 'A guardrail intervened.',
  content_filtered: 'The content was filtered.',
  refusal: 'The model refused to answer.',
  [NOT_KEPT]: 'What was answered here is not in the source of this run.',
};

/** Thinking counts against the limit, too. */
const ALL_THOUGHT =
  'Thinking took the whole of the longest length (max tokens) and left nothing for an answer: allow more with --max-tokens.';

/** `unknown`: the source of an imported run does not say, and so neither do we. */
const OWN_ENDS = new Set(['end_turn', 'stop_sequence', 'unknown']);

/** Whether the model stopped because it had said all. */
export function isOwnEnd(stopReason: string): boolean {
  return OWN_ENDS.has(stopReason);
}

/** `text` is that of the answer. `undefined` for an end of the text's own, and while there is none. */
export function stopWords(stopReason: string | undefined, text?: string): string | undefined {
  if (!stopReason || isOwnEnd(stopReason)) return undefined;
  if (stopReason === 'max_tokens' && text?.trim() === '') return ALL_THOUGHT;
  return lookUp(STOPS, stopReason) ?? `The service stopped the answer: ${stopReason}.`;
}
