/** Answers from a script: written texts, given the pace, the tokens and the cache of a real model. */
import { z } from 'zod';
import { resolveModel } from '../models/resolve.ts';
import type { Clock } from '../run/clock.ts';
import type { WholeRequest } from '../run/model.ts';
import type { Call } from '../run/run.ts';
import type { Answer, Answerer } from './answer.ts';
import { createCacheSimulation } from './cache-simulation.ts';
import type { CallsAsked } from './calls-asked.ts';
import { scaleOf, seeded, writtenAnswer } from './written-answer.ts';

export const ScriptedRound = z.strictObject({
  thinking: z.string().optional(),
  text: z.string(),
  stopReason: z.string().optional(),
  /** The stream dies after this share of the text. */
  fail: z.strictObject({ after: z.number().min(0).max(1), name: z.string(), message: z.string() }).optional(),
});

export const Pace = z.strictObject({
  firstMs: z.number().positive(),
  tokensPerSecond: z.number().positive(),
});

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
    return writtenAnswer(round, {
      pace: scenario.paces[request.model] ?? scenario.pace,
      usage: simulationOf(request.model)(request, clock.now()),
      seed,
      random,
      scale: scaleOf(request.model),
    });
  }
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
