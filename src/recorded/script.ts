/** Answers from a script: written texts, given the pace, the tokens and the cache of a real model. */
import { z } from 'zod';
import { resolveModel } from '../models/resolve.ts';
import type { Clock } from '../run/clock.ts';
import type { WholeRequest } from '../run/model.ts';
import type { Call } from '../run/run.ts';
import { estimateTokens } from '../text/tokens.ts';
import type { Answer, Answerer, TimedDelta } from './answer.ts';
import { createCacheSimulation } from './cache-simulation.ts';
import type { CallsAsked } from './calls-asked.ts';

export const ScriptedRound = z.strictObject({
  thinking: z.string().optional(),
  text: z.string(),
  stopReason: z.string().optional(),
  /** The stream dies after this share of the text. */
  fail: z.strictObject({ after: z.number().min(0).max(1), name: z.string(), message: z.string() }).optional(),
});

const Pace = z.strictObject({ firstMs: z.number().positive(), tokensPerSecond: z.number().positive() });

/** Which call of a run; what is left out may be any. */
const When = z.strictObject({
  purpose: z.string().optional(),
  lane: z.int().min(0).optional(),
  round: z.int().min(0).optional(),
  model: z.string().optional(),
});
type When = z.infer<typeof When>;

/** The answer to one call: the first that fits and was not given yet. */
const ScriptedAnswer = ScriptedRound.extend({ when: When });

/** A scenario: one run, written down. */
export const Scenario = z
  .strictObject({
    question: z.string(),
    model: z.string(),
    /** Any settings, laid over the defaults. */
    settings: z
      .looseObject({ strategy: z.looseObject({}).optional(), prompts: z.looseObject({}).optional() })
      .optional(),
    /** What there is to see in it, in one line. */
    shows: z.string(),
    pace: Pace,
    /** Of other models that are asked, by their ids. */
    paces: z.record(z.string(), Pace).default({}),
    /** A single conversation: the answer of each of its rounds. */
    rounds: z.array(ScriptedRound).default([]),
    /** Any run: the answers to all of its calls. */
    answers: z.array(ScriptedAnswer).default([]),
  })
  .refine(({ rounds, answers }) => rounds.length > 0 !== answers.length > 0, {
    message: 'A scenario has either rounds (one conversation) or answers (any run).',
  });
export type Scenario = z.infer<typeof Scenario>;
type ScriptedRound = z.infer<typeof ScriptedRound>;

/** Claude from 4.7 on counts about 30 % more tokens for the same text (Anthropic, 2026). */
const NEWER_TOKENIZER = /claude-(?:opus-(?:4-[78]|5)|sonnet-5|haiku-5|fable)/;
/** A summary of thinking is shown; all of it is billed. */
const THINKING_BILLED = 2.2;

/** Answers the calls of one run; times come from the clock, jitter from the seed. */
export function scriptedAnswerer(
  scenario: Scenario,
  clock: Clock,
  seed: number,
  calls?: CallsAsked,
): Answerer {
  const shared = seeded(seed);
  const simulations = new Map<string, ReturnType<typeof createCacheSimulation>>();
  const left = [...scenario.answers];
  return request => {
    if (scenario.rounds.length > 0) {
      const turns = request.messages.filter(message => message.role === 'assistant').length;
      const round = scenario.rounds[turns];
      return round ? answerWith(round, request, shared) : { message: 'The script has no further round.' };
    }
    const call = calls?.asked(request);
    if (!call) return { message: 'The script was not told of this call.' };
    const place = left.findIndex(({ when }) => fits(when, call));
    const [answer] = place < 0 ? [] : left.splice(place, 1);
    // What goes on side by side has jitter of its own, whoever comes first.
    if (answer) return answerWith(answer, request, seeded(seed + call.id));
    return { message: `The script has no answer for ${placeOf(call)}.` };
  };

  function simulationOf(model: string) {
    const cache = resolveModel(model)?.cache;
    const rules = cache?.minimumTokens ? { minimumTokens: cache.minimumTokens } : undefined;
    const simulate = simulations.get(model) ?? createCacheSimulation(rules, scaleOf(model));
    simulations.set(model, simulate);
    return simulate;
  }

  function answerWith(round: ScriptedRound, request: WholeRequest, random: () => number): Answer {
    const scale = scaleOf(request.model);
    const usage = simulationOf(request.model)(request, clock.now());
    const pace = scenario.paces[request.model] ?? scenario.pace;
    const firstMs = pace.firstMs * (0.85 + 0.3 * random());
    const shown = round.fail
      ? round.text.slice(0, Math.floor(round.text.length * round.fail.after))
      : round.text;
    const deltas = [
      ...chunks(round.thinking ?? '', random).map(text => ({ channel: 'thinking' as const, text })),
      ...chunks(shown, random).map(text => ({ channel: 'text' as const, text })),
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
}

function scaleOf(model: string): number {
  return NEWER_TOKENIZER.test(model) ? 1.3 : 1;
}

function fits({ purpose, lane, round, model }: When, call: Call): boolean {
  return (
    (purpose === undefined || purpose === call.purpose) &&
    (lane === undefined || lane === call.lane) &&
    (round === undefined || round === call.round) &&
    (model === undefined || model === call.model)
  );
}

function placeOf({ round, lane, purpose, model }: Call): string {
  return `${round}.${lane} ${purpose} (${model})`;
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
