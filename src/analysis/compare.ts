/**
 * Two rounds of any runs beside each other, and both beside a round of the run that they branched from:
 * what there is to compare, as data. Pure, and without a word for any of it.
 */
import { sameAnswer } from '../grading/equal.ts';
import { type Meter, meterOfPath, meterOfRound } from '../run/meter.ts';
import { answerCall, type Call, callsOf, gradeOfCall, type Round, type Run } from '../run/run.ts';
import { type SettingDifference, settingDifferences } from './compare-settings.ts';
import { type Mark, markOf, provisionalAnswer } from './marks.ts';

/** A round with a whole answer, and what is compared of it. */
export interface Side {
  readonly run: Run;
  readonly round: Round;
  /** The call that answers, in lane 0. */
  readonly call: Call;
  /** The final answer as it was graded, or as it is found in the text; `null` when there is none. */
  readonly answer: string | null;
  readonly mark: Mark;
  /** The text of the turn that the round was asked with. */
  readonly prompt: string;
  readonly ofRound: Meter;
  /** Of this round and all before it: what it took to get this answer. */
  readonly soFar: Meter;
  /** More than one when answers were developed side by side, of which one is compared. */
  readonly lanes: number;
}

export interface Comparison {
  readonly a: Side;
  readonly b: Side;
  /** The round that both branched from, where it is known. */
  readonly parent: Side | undefined;
  readonly sameQuestion: boolean;
  /** The values stand in the order of `sidesOf`. */
  readonly settings: readonly SettingDifference[];
}

export type SideName = 'parent' | 'A' | 'B';

export interface NamedSide {
  readonly name: SideName;
  readonly side: Side;
}

/** The rounds that can be compared, ascending. */
export function wholeRounds(run: Run): number[] {
  return run.rounds
    .filter(round => sideOf(run, round.index) !== undefined)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}

/** `undefined` when the run has no such round, or that has no whole answer. */
export function sideOf(run: Run, index: number): Side | undefined {
  const round = run.rounds.findLast(one => one.index === index);
  const call = answerCall(run, round);
  if (!round || call?.status !== 'finished' || call.text.trim() === '') return undefined;
  const grade = gradeOfCall(round, call);
  return {
    run,
    round,
    call,
    answer: grade ? grade.extracted : (provisionalAnswer(run, index)?.value ?? null),
    mark: markOf(run, index),
    prompt: promptOf(call),
    ofRound: meterOfRound(run, round),
    soFar: meterOfPath(run, index),
    lanes: new Set(callsOf(run, round).map(({ lane }) => lane)).size,
  };
}

export function compareRounds(a: Side, b: Side, parent?: Side): Comparison {
  const sides = [...(parent ? [parent] : []), a, b];
  return {
    a,
    b,
    parent,
    sameQuestion: a.run.question.text.trim() === b.run.question.text.trim(),
    settings: settingDifferences(sides.map(({ run, call }) => ({ run, call }))),
  };
}

/** In the order in which they are shown. */
export function sidesOf({ a, b, parent }: Comparison): NamedSide[] {
  const both: NamedSide[] = [
    { name: 'A', side: a },
    { name: 'B', side: b },
  ];
  return parent ? [{ name: 'parent', side: parent }, ...both] : both;
}

/** Whether both rounds come to the same final answer; `undefined` when one of them has none. */
export function sameFinalAnswer(one: Side, other: Side): boolean | undefined {
  if (one.answer === null || other.answer === null) return undefined;
  const { question } = one.run;
  // Answers to questions of different kinds can only be compared as texts.
  const grader = question.grader === other.run.question.grader ? question.grader : 'text';
  return sameAnswer(one.answer, other.answer, { grader });
}

/** Whether it is the same answer of the same run, maybe from a copy of its file, or as a branch shares it. */
export function isSameRound(one: Side, other: Side): boolean {
  if (one.round.index !== other.round.index || one.call.text !== other.call.text) return false;
  if (one.run.id === other.run.id) return one.run.startedAt === other.run.startedAt;
  const isShared = one.call.inherited === true || other.call.inherited === true;
  return isShared && one.call.startedAt === other.call.startedAt && one.call.endedAt === other.call.endedAt;
}

export interface TextPair {
  readonly what: 'answers' | 'prompts';
  readonly old: NamedSide;
  readonly next: NamedSide;
}

/**
 * Which texts are compared, in the order in which they are read: with a parent first what was asked
 * differently, then what each prompt made of the parent's answer.
 */
export function textPairs(comparison: Comparison): TextPair[] {
  const { parent } = comparison;
  const a: NamedSide = { name: 'A', side: comparison.a };
  const b: NamedSide = { name: 'B', side: comparison.b };
  const answers: TextPair = { what: 'answers', old: a, next: b };
  const prompts: TextPair = { what: 'prompts', old: a, next: b };
  if (!parent) return [answers, prompts];
  const old: NamedSide = { name: 'parent', side: parent };
  return [prompts, { what: 'answers', old, next: a }, { what: 'answers', old, next: b }, answers];
}

export function textIn({ what }: Pick<TextPair, 'what'>, { side }: NamedSide): string {
  return what === 'answers' ? side.call.text : side.prompt;
}

function promptOf({ request }: Call): string {
  const turn = request.messages.findLast(message => message.role !== 'assistant');
  return turn?.content.flatMap(block => block.text ?? []).join('\n') ?? '';
}
