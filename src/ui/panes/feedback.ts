/** The feedback pane: what was found out about an answer, and how much of it the model was told. Pure. */
import { type Check, callsOf, type Grade, type Round, type Run } from '../../run/run.ts';
import { formatSeconds } from '../../text/numbers.ts';
import { EMPTY, indented, type Line, line, span, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';

const INDENT = 2;

export function feedbackPane(run: Run, index: number, width: number): Line[] {
  const round = run.rounds.findLast(one => one.index === index);
  if (!round) return [line(span('Not asked yet.', 'muted'))];
  const checks = round.checks.flatMap(check => [...checkLines(check, width), EMPTY]);
  return [
    ...(checks.length > 0 ? checks : [...wrapped(whyNone(run, round), width, 'muted'), EMPTY]),
    ...gradesLines(run, round, width),
  ];
}

function whyNone(run: Run, round: Round): string {
  const going = run.outcome === undefined && round.finishedAt === undefined;
  if (going) return 'No check has run in this round yet.';
  return 'No check ran in this round: the model gets no feedback on this answer.';
}

const VERDICTS: Readonly<Record<Check['verdict'], readonly [sign: string, role: Roles]>> = {
  pass: ['✓', 'good'],
  fail: ['✗', 'bad'],
  unknown: ['?', 'muted'],
};

function checkLines({ source, verdict, durationMs, text, lane }: Check, width: number): Line[] {
  const [sign, role] = VERDICTS[verdict];
  const where = lane > 0 ? `, lane ${lane}` : '';
  return [
    line(
      span(`${source} check${where}`, 'label'),
      span(`   ${sign} ${verdict}`, role),
      span(`   ${formatSeconds(durationMs)}`, 'muted'),
    ),
    line(span('what is put before the model:', 'muted')),
    ...indented(wrapped(text === '' ? '(nothing)' : text, width - INDENT), INDENT),
  ];
}

function gradesLines(run: Run, round: Round, width: number): Line[] {
  const heading = line(span('grade', 'label'), span('   the model is not told', 'muted'));
  if (round.grades.length === 0) {
    const streaming = callsOf(run, round).some(call => call.status === 'streaming');
    const why = streaming ? 'The answer is graded when it is whole.' : 'The answer was not graded.';
    return [heading, ...indented(wrapped(why, width - INDENT, 'muted'), INDENT)];
  }
  const reference = run.question.reference ?? [];
  return [
    heading,
    ...round.grades.flatMap(grade => gradeLines(grade, round.grades.length > 1, width)),
    ...fact('reference', referenceWords(reference), width),
  ];
}

function referenceWords(reference: readonly string[]): string {
  if (reference.length === 0) return 'none';
  return reference.join(reference.some(one => one.includes('\n')) ? '\nor\n' : ' or ');
}

function gradeLines(
  { extracted, correct, score, method, lane }: Grade,
  named: boolean,
  width: number,
): Line[] {
  const [word, role] = GRADES[String(correct)] ?? GRADES.null;
  return [
    ...(named ? [line(span(`  lane ${lane}`, 'label'))] : []),
    ...fact('answer', extracted ?? 'none was found in the text', width),
    line(span(`  ${'verdict'.padEnd(LABEL)}`, 'muted'), span(word, role)),
    ...(score == null ? [] : fact('score', String(score), width)),
    ...fact('method', method, width),
  ];
}

const GRADES: Readonly<Record<string, readonly [word: string, role: Roles]>> & {
  readonly null: readonly [string, Roles];
} = {
  true: ['✓ right', 'good'],
  false: ['✗ wrong', 'bad'],
  null: ['? nobody can say', 'muted'],
};

const LABEL = 11;

/** A label and a text of any length beside it. */
function fact(label: string, text: string, width: number): Line[] {
  return wrapped(text.trim() === '' ? '(empty)' : text.trim(), width - INDENT - LABEL).map((words, row) => [
    span(`  ${(row === 0 ? label : '').padEnd(LABEL)}`, 'muted'),
    ...words,
  ]);
}
