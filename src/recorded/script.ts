/** Answers from a script: written texts, given the pace, the tokens and the cache of a real model. */
import { z } from 'zod';
import { resolveModel } from '../models/resolve.ts';
import type { Clock } from '../run/clock.ts';
import type { WholeRequest } from '../run/model.ts';
import { estimateTokens } from '../text/tokens.ts';
import type { Answer, Answerer, TimedDelta } from './answer.ts';
import { createCacheSimulation } from './cache-simulation.ts';

export const ScriptedRound = z.strictObject({
  thinking: z.string().optional(),
  text: z.string(),
  stopReason: z.string().optional(),
  /** The stream dies after this share of the text. */
  fail: z.strictObject({ after: z.number().min(0).max(1), name: z.string(), message: z.string() }).optional(),
});

/** A scenario: one run, written down. */
export const Scenario = z.strictObject({
  question: z.string(),
  model: z.string(),
  /** Any settings, laid over the defaults. */
  settings: z
    .looseObject({ strategy: z.looseObject({}).optional(), prompts: z.looseObject({}).optional() })
    .optional(),
  /** What there is to see in it, in one line. */
  shows: z.string(),
  pace: z.strictObject({ firstMs: z.number().positive(), tokensPerSecond: z.number().positive() }),
  rounds: z.array(ScriptedRound).min(1),
});
export type Scenario = z.infer<typeof Scenario>;
type ScriptedRound = z.infer<typeof ScriptedRound>;

/** Claude from 4.7 on counts about 30 % more tokens for the same text (Anthropic, 2026). */
const NEWER_TOKENIZER = /claude-(?:opus-(?:4-[78]|5)|sonnet-5|haiku-5|fable)/;
/** A summary of thinking is shown; all of it is billed. */
const THINKING_BILLED = 2.2;

/** Answers the calls of one run in their order; times come from the clock, jitter from the seed. */
export function scriptedAnswerer(scenario: Scenario, clock: Clock, seed: number): Answerer {
  const random = seeded(seed);
  const scale = NEWER_TOKENIZER.test(scenario.model) ? 1.3 : 1;
  const cache = resolveModel(scenario.model)?.cache;
  const minimumTokens = cache?.minimumTokens;
  const simulate = createCacheSimulation(minimumTokens ? { minimumTokens } : undefined, scale);
  return request => {
    const round = scenario.rounds[request.messages.filter(message => message.role === 'assistant').length];
    if (!round) return { message: 'The script has no further round.' };
    return answerWith(round, request);
  };

  function answerWith(round: ScriptedRound, request: WholeRequest): Answer {
    const usage = simulate(request, clock.now());
    const { pace } = scenario;
    const firstMs = pace.firstMs * (0.85 + 0.3 * random());
    const shown = round.fail
      ? round.text.slice(0, Math.floor(round.text.length * round.fail.after))
      : round.text;
    const deltas = [
      ...chunks(round.thinking ?? '').map(text => ({ channel: 'thinking' as const, text })),
      ...chunks(shown).map(text => ({ channel: 'text' as const, text })),
    ];
    let at = firstMs;
    const timed = deltas.map(({ channel, text }, index): TimedDelta => {
      const perToken = 1000 / pace.tokensPerSecond;
      if (index > 0) at += estimateTokens(text, scale) * perToken * (0.7 + 0.6 * random());
      return { afterMs: Math.round(at), channel, text };
    });
    const afterMs = Math.round(at + 15 + 30 * random());
    if (round.fail) {
      const { name, message } = round.fail;
      return { deltas: timed, ending: { kind: 'failed', afterMs, name, message } };
    }
    const thinking = Math.round(estimateTokens(round.thinking ?? '', scale) * THINKING_BILLED);
    return {
      deltas: timed,
      ending: {
        kind: 'finished',
        afterMs,
        stopReason: round.stopReason ?? 'end_turn',
        usage: { ...usage, output: estimateTokens(round.text, scale) + thinking },
        serverMs: Math.max(0, afterMs - Math.round(20 + 40 * random())),
        content: [
          ...(round.thinking
            ? [{ reasoningContent: { reasoningText: { text: round.thinking, signature: signature(seed) } } }]
            : []),
          { text: round.text },
        ],
      },
    };
  }

  /** Pieces of a few words, as Bedrock sends them. */
  function chunks(text: string): string[] {
    const words = text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
    const pieces: string[] = [];
    for (let next = 0; next < words.length; ) {
      const size = 2 + Math.floor(random() * 5);
      pieces.push(words.slice(next, next + size).join(''));
      next += size;
    }
    return pieces;
  }
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
