/** Marks and verdicts as evaluations of the calls that they are of. Pure. */
import { answerCall, type Call, type Round, type Run } from '../../run/run.ts';
import { CORRECTNESS, labelOf, scoreOf } from './call-values.ts';
import type { SpanEvent } from './readable.ts';

/** One event a mark, and one a verdict of feedback, on the call that was evaluated. */
export function evaluations(run: Run, round: Round, call: Call, hasContent: boolean): SpanEvent[] {
  const at = call.endedAt ?? run.at;
  const isStanding = answerCall(run, round, call.lane)?.id === call.id;
  const isAbout = (one: { readonly lane: number }, id: number | undefined) =>
    id === undefined ? isStanding && one.lane === call.lane : id === call.id;
  const marks = round.grades.filter(
    grade => isAbout(grade, grade.call) && (grade.correct !== null || grade.score != null),
  );
  const verdicts = round.checks.filter(check => isAbout(check, check.about));
  return [
    ...marks.map(grade => ({
      name: 'gen_ai.evaluation.result',
      at,
      values: {
        'gen_ai.evaluation.name': CORRECTNESS,
        'gen_ai.evaluation.score.label': labelOf(grade.correct),
        'gen_ai.evaluation.score.value': scoreOf(grade),
        'gen_ai.evaluation.explanation': grade.method,
        ...(hasContent && { 'reflection.extracted': grade.extracted ?? undefined }),
      },
    })),
    ...verdicts.map(({ source, verdict, text }) => ({
      name: 'gen_ai.evaluation.result',
      at,
      values: {
        'gen_ai.evaluation.name': source,
        'gen_ai.evaluation.score.label': verdict,
        ...(hasContent && { 'gen_ai.evaluation.explanation': text }),
      },
    })),
  ];
}
