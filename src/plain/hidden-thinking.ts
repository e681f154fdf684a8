/** Thinking that the model did and that cannot be read. */
import type { Call } from '../run/run.ts';

/** A sentence about it; `undefined` when nothing of the kind came. */
export function hiddenThinkingWords({ content }: Pick<Call, 'content'>): string | undefined {
  if (content?.some(block => block.reasoningContent?.redactedContent !== undefined)) {
    return 'The model thought, but its thinking is redacted; it is billed with the output.';
  }
  if (content?.some(block => block.reasoningContent?.reasoningText?.text === '')) {
    return 'The model thought, but does not show it; it is billed with the output.';
  }
  return undefined;
}
