/**
 * Answers side by side: lanes that are all asked the question, and what is still missing of them. Shared
 * by the strategies that take several answers. Pure.
 */
import { z } from 'zod';
import { resolveModel } from '../models/resolve.ts';
import { additionalFieldsFor } from '../models/thinking.ts';
import { settingsAt } from '../run/edited.ts';
import {
  answerCall,
  type Call,
  gradeOfCall,
  lanesOf,
  type Returned,
  type Round,
  type Run,
} from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import { ownRounds } from './stop-rules.ts';
import type { CallStep, Next } from './strategy.ts';
import { user } from './thread.ts';
import { firstTurn } from './turns.ts';

/** The kind of a round in which the question itself is asked. */
const ANSWER = 'answer';

export const SampleTemperature = z
  .number()
  .min(0)
  .max(1)
  .optional()
  .describe('Temperature of every sample; absent: that of the run.');

/** What is particular to the call of a lane. */
export interface Own {
  /** Stands behind the question. */
  readonly approach?: string;
  readonly settings?: CallStep['settings'];
  /** The question as this lane has it; absent: as it is. */
  readonly question?: string;
  /** What is asked first: the lane answers when that is there. */
  readonly before?: CallStep;
}

/** The rounds of a run in which the question itself was asked, probes apart. */
export function answerRounds(run: Run): Round[] {
  return ownRounds(run).filter(({ kind }) => kind === ANSWER);
}

export function nextIndex({ rounds }: Run): number {
  return (rounds.at(-1)?.index ?? -1) + 1;
}

/**
 * What is missing until these lanes of a round (`undefined`: it has not begun) have answers that were
 * read; `undefined` when nothing is.
 */
export function answersNext(
  run: Run,
  round: Round | undefined,
  lanes: readonly number[],
  own: (lane: number) => Own = () => ({}),
): Next | undefined {
  const missing = lanes.filter(lane => answerCall(run, round, lane)?.status !== 'finished');
  if (missing.length > 0) {
    const index = round?.index ?? nextIndex(run);
    const steps = missing.map(lane => stepOf(run, index, lane, own(lane)));
    return { kind: 'steps', round: index, roundKind: round?.kind ?? ANSWER, steps };
  }
  return round && isOpen(run, round) ? { kind: 'close-round', round: round.index } : undefined;
}

function stepOf(run: Run, round: number, lane: number, own: Own): CallStep {
  return own.before ?? sampleStep(run, round, lane, own);
}

function sampleStep(run: Run, round: number, lane: number, own: Own): CallStep {
  const { approach, settings: changed, question = run.question.text } = own;
  const settings = settingsAt(run, round);
  const { model, system } = settings;
  const turn = firstTurn({ ...run, question: { ...run.question, text: question } }, settings);
  return {
    kind: 'call',
    lane,
    purpose: ANSWER,
    model,
    ...(system && { system }),
    messages: [user(approach === undefined ? turn : `${turn}\n\n${approach}`)],
    ...(changed && { settings: changed }),
  };
}

/** Another attempt at an answer has no grade yet, though its round was closed before. */
function isOpen(run: Run, round: Round): boolean {
  const isUnread = (lane: number) => {
    const call = answerCall(run, round, lane);
    return call?.status === 'finished' && !gradeOfCall(round, call);
  };
  return round.finishedAt === undefined || lanesOf(run, round).some(isUnread);
}

/** The lanes from one on. */
export function lanesFrom(first: number, count: number): number[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index);
}

/** The answers of a round that have any text, by their lanes. */
export function answersOf(run: Run, round: Round): Call[] {
  return lanesOf(run, round).flatMap(lane => {
    const call = answerCall(run, round, lane);
    return call?.status === 'finished' && call.text.trim() !== '' ? [call] : [];
  });
}

/** The first answer, where that is not the one that a run returns anyway. */
export function firstOf(answers: readonly Call[]): Returned | undefined {
  const [first] = answers;
  return first && first.lane !== 0 ? { round: first.round, lane: first.lane, why: 'first' } : undefined;
}

/**
 * Calls about answers that came to their end, each with its last attempt only; `turn` is what they were
 * asked, so that what was said of another answer does not count.
 */
export function asidesOf(run: Run, purpose: string, turn: string): Call[] {
  const byFirst = new Map<number, Call>();
  for (const call of run.calls) {
    const isOne =
      call?.purpose === purpose &&
      call.status === 'finished' &&
      call.request.extends === undefined &&
      call.request.messages[0]?.content[0]?.text === turn;
    if (isOne) byFirst.set(call.again ?? call.id, call);
  }
  return [...byFirst.values()];
}

/** A temperature that would not be sent is asked for in vain. */
export function temperatureProblem(
  { model: id, thinking, maxTokens }: Settings,
  temperature: number | undefined,
): string | undefined {
  const model = resolveModel(id);
  if (temperature === undefined || !model) return undefined;
  if (!model.acceptsTemperature) {
    return `${model.name} does not take a temperature: leave the temperature of the samples out.`;
  }
  const fields = additionalFieldsFor(thinking, model, maxTokens);
  if ('problem' in fields || !fields.dropTemperature) return undefined;
  return `${model.name} does not take a temperature while it thinks: leave the temperature of the samples out, or set thinking to default.`;
}

/** Feedback that nobody reads would be paid for in vain. */
export function feedbackProblem(name: string, why: string, { feedback }: Settings): string | undefined {
  if (feedback.source === 'none') return undefined;
  return `${name} ${why}: set the feedback to none (it is ${feedback.source}).`;
}
