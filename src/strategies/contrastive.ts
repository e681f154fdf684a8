/**
 * Contrastive reflection: the question is worked on from several perspectives side by side, the attempts
 * are compared, and what they do not agree on is what the answer is revised by (Zhang et al.,
 * Self-Contrast: Better Reflection Through Inconsistent Solving Perspectives).
 */
import { z } from 'zod';
import { editsOf, settingsAt } from '../run/edited.ts';
import { answerCall, type Call, type Round, type Run } from '../run/run.ts';
import { contrastTurn, PERSPECTIVES, readContrast, reviseByContrastTurn } from './contrast.ts';
import { parameterProblems } from './parameter-problems.ts';
import { SendReasoning } from './parameters.ts';
import { parametersOf } from './parameters-of.ts';
import { turnOf } from './prompts.ts';
import { stopAt } from './returned.ts';
import {
  answerRounds,
  answersNext,
  answersOf,
  asidesOf,
  feedbackProblem,
  firstOf,
  lanesFrom,
  nextIndex,
} from './samples.ts';
import { BUDGETS, firedAmong, firedCap, ownRounds } from './stop-rules.ts';
import type { CallStep, Next, Strategy } from './strategy.ts';
import { goOn, lastAnswer, user } from './thread.ts';
import { firstTurn } from './turns.ts';

const parameters = z.object({
  perspectives: z
    .int()
    .min(2)
    .max(PERSPECTIVES.length)
    .default(3)
    .describe(`From how many perspectives: ${PERSPECTIVES.map(({ name }) => name).join(', ')}.`),
  points: z.int().min(1).max(20).default(5).describe('The most discrepancies that are listed.'),
  sendReasoning: SendReasoning,
});

export const contrastive: Strategy = {
  id: 'contrastive',
  name: 'contrastive reflection',
  about: 'The question is worked on in several ways, and the answer is revised by what they do not agree on.',
  parameters,
  problems: settings =>
    [
      ...parameterProblems(contrastive, settings),
      feedbackProblem('Contrastive reflection', 'has its feedback from comparing the answers', settings),
    ].filter(problem => problem !== undefined),
  mostCalls: settings => parametersOf(parameters, settings).perspectives + 2,
  next,
};

const CONTRAST = 'contrast';

function next(run: Run): Next {
  const [round] = answerRounds(run);
  const { perspectives } = parametersOf(parameters, settingsAt(run, round?.index ?? 0));
  const own = (lane: number) => {
    const approach = PERSPECTIVES[lane]?.approach;
    return { ...(approach !== undefined && { approach }) };
  };
  const going = answersNext(run, round, lanesFrom(0, perspectives), own);
  if (going) return going;
  const answers = round ? answersOf(run, round) : [];
  // One alone contradicts nobody.
  if (!round || answers.length < 2) return stopAt(run, 'no-answer', firstOf(answers));
  return contrasted(run, round, answers) ?? revised(run, answers);
}

/** What is missing until the answers were compared, and it was said what came of it. */
function contrasted(run: Run, round: Round, answers: readonly Call[]): Next | undefined {
  const index = contrastRound(run)?.index ?? nextIndex(run);
  // What the user has to say stands for it, and then nobody is asked.
  if (editsOf(run, index).feedback !== undefined) return undefined;
  const call = contrastCall(run, index, answers);
  if (!call) {
    const cap = firedAmong(run, BUDGETS);
    if (cap) return stopAt(run, cap, firstOf(answers));
    return { kind: 'steps', round: index, roundKind: CONTRAST, steps: [contrastStep(run, index, answers)] };
  }
  if (round.checks.some(({ calls }) => calls?.includes(call.id))) return undefined;
  const [about] = answers;
  return {
    kind: 'feedback',
    round: round.index,
    feedback: about
      ? [
          {
            lane: about.lane,
            source: CONTRAST,
            text: call.text,
            verdict: readContrast(call.text),
            about: about.id,
            calls: [call.id],
          },
        ]
      : [],
  };
}

function contrastRound(run: Run): Round | undefined {
  return ownRounds(run).find(({ kind }) => kind === CONTRAST);
}

function turnAbout(run: Run, index: number, answers: readonly Call[]): string {
  const { points } = parametersOf(parameters, settingsAt(run, index));
  return contrastTurn(run.question.text, answers.map(textOf), points);
}

function textOf({ text }: Call): string {
  return text;
}

function contrastCall(run: Run, index: number, answers: readonly Call[]): Call | undefined {
  return asidesOf(run, CONTRAST, turnAbout(run, index, answers)).at(-1);
}

function contrastStep(run: Run, index: number, answers: readonly Call[]): CallStep {
  const { model } = settingsAt(run, index);
  const messages = [user(turnAbout(run, index, answers))];
  return { kind: 'call', lane: 0, purpose: CONTRAST, model, messages };
}

/** What is missing until the answer of lane 0 was revised; then the end. */
function revised(run: Run, answers: readonly Call[]): Next {
  const contrast = contrastRound(run);
  const index = contrast?.index ?? nextIndex(run);
  const own = editsOf(run, index).feedback;
  const said = own ?? contrastCall(run, index, answers)?.text ?? '';
  const revision = answerCall(run, contrast, 0);
  const isOpen = contrast !== undefined && contrast.finishedAt === undefined;
  if (revision?.status === 'finished') {
    if (isOpen) return { kind: 'close-round', round: index };
    return stopAt(run, firedCap(run) ?? 'max-rounds');
  }
  // A comparison that says nothing is none; a person who says nothing wants none.
  const rule = own === undefined && said.trim() === '' ? 'no-answer' : ruleBefore(run, said);
  if (!rule) {
    return {
      kind: 'steps',
      round: index,
      roundKind: CONTRAST,
      steps: [reviseStep(run, index, answers, said)],
    };
  }
  return isOpen ? { kind: 'close-round', round: index } : stopAt(run, rule, firstOf(answers));
}

function ruleBefore(run: Run, said: string): string | undefined {
  return readContrast(said) === 'pass' ? 'no-discrepancy' : firedAmong(run, BUDGETS);
}

/** Lane 0 goes on with its own conversation; where it has no answer, it begins anew. */
function reviseStep(run: Run, index: number, answers: readonly Call[], said: string): CallStep {
  const settings = settingsAt(run, index);
  const { model, system, strategy, prompts } = settings;
  const last = lastAnswer(run, index);
  const previous = last && last.text.trim() !== '' ? last : undefined;
  const others = answers.filter(({ lane }) => lane !== 0 || !previous).map(textOf);
  const words = reviseByContrastTurn(others, said);
  const values = {
    question: run.question.text,
    answer: previous?.text ?? '',
    feedback: words.feedback,
    round: String(index),
  };
  const asked =
    prompts.reflection === undefined
      ? `${words.feedback}\n\n${words.turn}`
      : turnOf(prompts.reflection, values, strategy);
  const text = previous ? asked : `${firstTurn(run, settings)}\n\n${asked}`;
  const { sendReasoning } = strategy;
  return {
    kind: 'call',
    lane: 0,
    purpose: 'revise',
    model,
    ...(system && { system }),
    ...goOn(run, previous, { text, model, sendReasoning }),
  };
}
