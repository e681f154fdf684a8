/** The feedback pane: what was noted and found out about the answers of a round, and how much of it the model was told. Pure. */

import { confidenceIn } from '../../grading/confidence.ts';
import { attemptPlace, attemptWords } from '../../plain/edit-words.ts';
import { doingWords } from '../../plain/lane-words.ts';
import { editsOf, isProbe, settingsAt } from '../../run/edited.ts';
import {
  answerCall,
  attemptsOf,
  callsOf,
  type Grade,
  isAnswering,
  lanesOf,
  type Round,
  type Run,
} from '../../run/run.ts';
import { lastAnswer } from '../../strategies/thread.ts';
import { EMPTY, flow, indented, type Line, line, span, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';
import { checkLines } from './feedback-check.ts';
import { voteLines } from './feedback-vote.ts';

const INDENT = 2;

/** All of the round; what is about the lane that is looked at comes first. */
export function feedbackPane(run: Run, index: number, width: number, lane = 0): Line[] {
  const round = run.rounds.findLast(one => one.index === index);
  if (!round) return [line(span('Not asked yet.', 'muted'))];
  const own = [...givenLines(run, round, width), ...aboutLines(run, round, width)];
  const checks = laneFirst(round.checks, lane).flatMap(check => [
    ...checkLines(run, round, check, width),
    EMPTY,
  ]);
  const vote = round.vote ? [...voteLines(run, round.vote, width), EMPTY] : [];
  const isToldEnough = own.length + checks.length + vote.length > 0;
  const none = isToldEnough ? [] : [...wrapped(whyNone(run, round), width, 'muted'), EMPTY];
  return [
    ...noteLines(round, width),
    ...own,
    ...checks,
    ...goingLines(run, round, width),
    ...vote,
    ...none,
    ...confidenceLines(run, round, width, lane),
    ...gradesLines(run, round, width, lane),
  ];
}

/** In their order, but those of one lane before all others. */
function laneFirst<T extends { readonly lane: number }>(all: readonly T[], lane: number): T[] {
  return [...all.filter(one => one.lane === lane), ...all.filter(one => one.lane !== lane)];
}

/** That somebody is being asked just now. */
function goingLines(run: Run, round: Round, width: number): Line[] {
  const doing = doingWords(run, round);
  return doing === undefined ? [] : [...wrapped(`Being asked: ${doing}…`, width, 'muted'), EMPTY];
}

function noteLines({ note }: Round, width: number): Line[] {
  if (note === undefined) return [];
  const heading = line(span('your note', 'label'), span('   the model is not told', 'muted'));
  return [heading, ...indented(wrapped(note, width - INDENT), INDENT), EMPTY];
}

/** What the user said to the model in this round, about the answer before it. */
function givenLines(run: Run, { index }: Round, width: number): Line[] {
  const text = editsOf(run, index).feedback;
  if (text === undefined) return [];
  const before = lastAnswer(run, index)?.round;
  const about = before === undefined ? '' : ` on the answer of round ${before}`;
  return ownLines(`your feedback${about}`, `${putWords(run, index)} in this round`, text, width);
}

/** What the user says to the model about the answer of this round, in a round that goes on from it. */
function aboutLines(run: Run, { index }: Round, width: number): Line[] {
  const later = new Set(run.edits.map(({ round }) => round).filter(round => round > index));
  return [...later].flatMap(round => {
    const text = editsOf(run, round).feedback;
    if (text === undefined || lastAnswer(run, round)?.round !== index) return [];
    const where = `${putWords(run, round)} in round ${round}`;
    return ownLines('your feedback on this answer', where, text, width);
  });
}

/** Most probes have words of their own, and no place for any others. */
function putWords(run: Run, index: number): string {
  const kind = run.rounds.findLast(round => round.index === index)?.kind ?? editsOf(run, index).probe?.kind;
  const isPut = kind === undefined || kind === 'injection' || !isProbe(kind);
  return isPut ? 'put before the model' : `not put before the model: there is a ${kind}`;
}

function ownLines(heading: string, where: string, text: string, width: number): Line[] {
  const told = text.trim() === '' ? 'None: you left out what a check said.' : undefined;
  return [
    ...flow([line(span(heading, 'label')), line(span(` ${where}`, 'muted'))], width),
    ...indented(wrapped(told ?? text, width - INDENT, told === undefined ? 'text' : 'muted'), INDENT),
    EMPTY,
  ];
}

/** Whether nobody was asked for an answer in it; while it goes on, one may still come. */
function isAboutOthers(run: Run, round: Round): boolean {
  const calls = callsOf(run, round);
  return !isGoing(run, round) && calls.length > 0 && !calls.some(isAnswering);
}

function isGoing(run: Run, round: Round): boolean {
  return run.outcome === undefined && round.finishedAt === undefined;
}

/** Verdicts stand with the answers that they are about, and not with the calls that gave them. */
function aboutOthersWords(run: Run, round: Round): string {
  const told = run.rounds.find(
    ({ index, checks }) =>
      index !== round.index && checks.some(({ calls = [] }) => calls.some(id => round.calls.includes(id))),
  );
  if (told) {
    return `These calls judge the answers of round ${told.index}: the feedback of that round has their verdicts.`;
  }
  const before = run.rounds.findLast(one => one.index < round.index && callsOf(run, one).some(isAnswering));
  return before
    ? `These calls judge the answers of round ${before.index}.`
    : 'These calls are about answers, and give none.';
}

/** How sure the answer says that it is, where the run goes by that. */
function confidenceLines(run: Run, round: Round, width: number, lane: number): Line[] {
  const call = answerCall(run, round, lane);
  const isGated = settingsAt(run, round.index).strategy.id === 'confidence-gated';
  if (!isGated || call?.status !== 'finished') return [];
  const confidence = confidenceIn(call.text);
  const heading = [line(span('confidence', 'label'), span(` ${confidence ?? 'not given'}`))];
  return [...flow([...heading, line(span('what the answer says of itself', 'muted'))], width), EMPTY];
}

function whyNone(run: Run, round: Round): string {
  if (isAboutOthers(run, round)) return aboutOthersWords(run, round);
  if (isGoing(run, round)) return 'No check has run in this round yet.';
  return 'No check ran in this round: the model gets no feedback on this answer.';
}

function gradesLines(run: Run, round: Round, width: number, lane: number): Line[] {
  const heading = line(span('grade', 'label'), span('   the model is not told', 'muted'));
  if (round.grades.length === 0) {
    const streaming = callsOf(run, round).some(call => call.status === 'streaming' && isAnswering(call));
    const why = isAboutOthers(run, round)
      ? 'There is no answer in this round to grade.'
      : streaming
        ? 'The answer is graded when it is whole.'
        : 'The answer was not graded.';
    return [heading, ...indented(wrapped(why, width - INDENT, 'muted'), INDENT)];
  }
  const reference = run.question.reference ?? [];
  return [
    heading,
    ...laneFirst(round.grades, lane).flatMap(grade => [
      ...whichLines(run, round, grade),
      ...gradeLines(grade, width),
    ]),
    ...fact('reference', referenceWords(reference), width),
  ];
}

function referenceWords(reference: readonly string[]): string {
  if (reference.length === 0) return 'none';
  return reference.join(reference.some(one => one.includes('\n')) ? '\nor\n' : ' or ');
}

/** Whose answer it is, where there are several. */
function whichLines(run: Run, round: Round, { lane, call }: Grade): Line[] {
  const isAmongLanes = lanesOf(run, round).length > 1;
  if (round.grades.length < 2 && !isAmongLanes) return [];
  // A grade that names no call is of the first attempt.
  const [first] = attemptsOf(run, round, lane);
  const place = attemptPlace(run, round.index, call ?? first?.id, lane);
  const isOnly = !isAmongLanes && round.grades.every(grade => grade.lane === lane);
  const words = [...(isOnly && place ? [] : [`lane ${lane}`]), ...(place ? [attemptWords(place)] : [])];
  return [line(span(`  ${words.join(', ')}`, 'label'))];
}

function gradeLines({ extracted, correct, score, method }: Grade, width: number): Line[] {
  const [word, role] = GRADES[String(correct)] ?? GRADES.null;
  return [
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
