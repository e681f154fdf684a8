/** The question repeated in every reflection turn, or not repeated: the difference is estimated from its text. Pure. */
import { promptTokens } from '../run/cost.ts';
import type { Message } from '../run/events.ts';
import type { Tokens, Usage } from '../run/price.ts';
import { type Call, type Run, threadOf } from '../run/run.ts';
import { estimateTokens } from '../text/tokens.ts';
import { textOfMessage } from './caching-prefix.ts';
import type { CountedCall, Otherwise } from './what-if-base.ts';

/**
 * `repeated`: as if it were repeated in every turn that does not have it; else as if in none. The turns
 * that a branch shares stay as they are.
 */
export function questionUsage(run: Run, calls: readonly CountedCall[], repeated: boolean): Otherwise {
  const tokens = questionTokens(run);
  const usages = calls.map(call => {
    const turns = threadOf(run, call)
      .slice(Math.max(1, historyOf(run, call)))
      .filter(isTurn);
    const holding = turns.filter(turn => textOfMessage(turn).includes(run.question.text)).length;
    const changed = repeated ? turns.length - holding : holding;
    return repeated ? longer(call.usage, changed, tokens) : shorter(call.usage, changed, tokens);
  });
  return { usages, certainty: 'estimate', reason: { kind: 'question', tokens } };
}

/** How many messages of its thread were said before the branch. */
function historyOf(run: Run, call: Call): number {
  let one: Call | undefined = call;
  // A damaged transcript may name a call that is missing, or a later one.
  while (one && !one.inherited) {
    const { id, request }: Call = one;
    one = request.extends !== undefined && request.extends < id ? run.calls[request.extends] : undefined;
  }
  return one ? threadOf(run, one).length : 0;
}

function isTurn({ role }: Message): boolean {
  return role === 'user';
}

/** Where the first prompt is the question alone, its count tells how the model's tokenizer compares with the estimate. */
function questionTokens(run: Run): Tokens {
  const estimate = estimateTokens(run.question.text);
  const first = run.calls.find(call => call?.usage);
  const thread = first ? threadOf(run, first) : [];
  const asked = thread[0];
  const isQuestionOnly =
    thread.length === 1 &&
    first?.request.system.length === 0 &&
    asked !== undefined &&
    textOfMessage(asked) === run.question.text;
  return first?.usage && isQuestionOnly ? Math.max(1, promptTokens(first.usage) - ROLE_TOKENS) : estimate;
}

/** Role markers and the opening of the reply, about. */
const ROLE_TOKENS = 8;

/** The newest repetition is as what is new in the prompt, the ones before it as what stands in the cache, where it was used. */
function longer(usage: Usage, times: number, tokens: Tokens): Usage {
  if (times === 0) return usage;
  const old = (times - 1) * tokens;
  const written = usage.cacheWrite1h > 0 ? 'cacheWrite1h' : usage.cacheWrite5m > 0 ? 'cacheWrite5m' : 'input';
  const grown = { ...usage, [written]: usage[written] + tokens };
  const held = usage.cacheRead > 0 ? 'cacheRead' : written;
  return { ...grown, [held]: grown[held] + old };
}

function shorter(usage: Usage, times: number, tokens: Tokens): Usage {
  if (times === 0) return usage;
  const fresh = ['cacheWrite1h', 'cacheWrite5m', 'input', 'cacheRead'] as const;
  const newest = taken(usage, tokens, fresh);
  return taken(newest, (times - 1) * tokens, ['cacheRead', ...fresh]);
}

/** The tokens less, from the first of these kinds that has any, then from the next. */
function taken(usage: Usage, tokens: Tokens, kinds: readonly Exclude<keyof Usage, 'output'>[]): Usage {
  const left = { ...usage };
  let rest = tokens;
  for (const kind of kinds) {
    const part = Math.min(rest, Number(left[kind]));
    Object.assign(left, { [kind]: Number(left[kind]) - part });
    rest -= part;
  }
  return left;
}
