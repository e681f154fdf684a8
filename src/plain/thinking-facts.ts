/** How long a model thought before its answer, and about how much of it can be read. */
import { resolveModel } from '../models/resolve.ts';
import { type Call, type Run, thinkingMs } from '../run/run.ts';
import { formatCount, formatSeconds } from '../text/numbers.ts';
import { estimateTokens } from '../text/tokens.ts';

/**
 * `2.1 s, ~412 tokens`. Where what is shown is a summary, that is said: all of the thinking is billed.
 * `tokens` is for callers that have counted already.
 */
export function thinkingFacts(run: Run, call: Call, tokens = estimateTokens(call.thinking)): string {
  const ms = thinkingMs(call, run.at);
  const count = `~${formatCount(tokens)} ${tokens === 1 ? 'token' : 'tokens'}`;
  const facts = [...(ms === undefined ? [] : [formatSeconds(ms)]), count].join(', ');
  return isSummary(call) ? `${facts} in this summary; all of the thinking is billed` : facts;
}

/** Asked for in the request, or the only thing that the model ever shows. */
function isSummary({ model, request }: Call): boolean {
  const thinking = request.additionalModelRequestFields?.thinking;
  const asked = typeof thinking === 'object' && thinking !== null && 'display' in thinking;
  return asked || resolveModel(model)?.thinking.text === 'on-request';
}
