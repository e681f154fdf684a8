/**
 * A grade by a model: it sees the question, the answer and a reference, and says whether they come to the
 * same. Its words never reach the model that answers. Pure.
 */
import { settingsAt } from '../run/edited.ts';
import type { Without } from '../run/events.ts';
import type { Question } from '../run/question.ts';
import {
  answerCall,
  type Call,
  callsOf,
  type Grade,
  gradeOfCall,
  lanesOf,
  type Round,
  type Run,
} from '../run/run.ts';
import { readJudgement } from './judge.ts';
import type { CallStep, Next } from './strategy.ts';
import { user } from './thread.ts';

const METHOD = 'by a judge';

/** What the judge of a grade is asked. */
export function gradeTurn(question: string, references: readonly string[], answer: string): string {
  return [
    'Say whether the answer below to the question below comes to the same as a reference answer. Go by what it finally answers, not by its words, its length or its form.',
    `<question>\n${question}\n</question>`,
    ...references.map(reference => `<reference>\n${reference}\n</reference>`),
    `<answer>\n${answer}\n</answer>`,
    'End with one line of JSON and nothing after it: {"verdict": "pass" or "fail", "reason": "one or two sentences"}',
  ].join('\n\n');
}

/** Whether answers to the question are graded by a model: without a reference there is nothing to hold them against. */
export function isGradedByJudge({ grader, reference = [] }: Pick<Question, 'grader' | 'reference'>): boolean {
  return grader === 'judge' && reference.some(one => one.trim() !== '');
}

/** The next thing to do so that every answer of the round is graded; `undefined` when it is, or nobody asked. */
export function judgedGradeNext(run: Run, round: Round): Next | undefined {
  const references = (run.question.reference ?? []).filter(reference => reference.trim() !== '');
  if (!isGradedByJudge(run.question) || round.finishedAt === undefined) return undefined;
  const open = lanesOf(run, round).flatMap(lane => {
    const answer = answerCall(run, round, lane);
    const isOpen = answer?.status === 'finished' && answer.text.trim() !== '' && !isGraded(round, answer);
    return isOpen ? [answer] : [];
  });
  if (open.length === 0) return undefined;
  const { model, feedback } = settingsAt(run, round.index);
  const asked = open.map(answer => {
    const turn = gradeTurn(run.question.text, references, answer.text);
    return { answer, turn, call: gradingCall(run, round, answer, turn) };
  });
  const steps = asked.flatMap(({ answer, turn, call }): CallStep[] =>
    call
      ? []
      : [
          {
            kind: 'call',
            lane: answer.lane,
            purpose: 'grade',
            model: feedback.judge ?? model,
            messages: [user(turn)],
          },
        ],
  );
  if (steps.length > 0) return { kind: 'steps', round: round.index, roundKind: round.kind, steps };
  const grades = asked.flatMap(({ answer, call }) => (call ? [gradeFrom(round, answer, call)] : []));
  return { kind: 'grade', round: round.index, grades };
}

function isGraded(round: Round, answer: Call): boolean {
  return gradeOfCall(round, answer)?.method.startsWith(METHOD) ?? false;
}

function gradingCall(run: Run, round: Round, { lane }: Call, turn: string): Call | undefined {
  return callsOf(run, round).find(
    call =>
      call.lane === lane &&
      call.purpose === 'grade' &&
      call.status === 'finished' &&
      call.request.messages[0]?.content[0]?.text === turn,
  );
}

function gradeFrom(round: Round, answer: Call, { model, text }: Call): Without<Grade, 'round'> {
  const { verdict, reason } = readJudgement(text);
  return {
    lane: answer.lane,
    extracted: gradeOfCall(round, answer)?.extracted ?? null,
    correct: verdict === 'unknown' ? null : verdict === 'pass',
    method: [
      `${METHOD}, ${model}`,
      reason || (verdict === 'unknown' ? 'its words could not be read as a verdict' : ''),
    ]
      .filter(Boolean)
      .join(': '),
    call: answer.id,
  };
}
