/** What came of a round, lane by lane: thinking, answer, changes, mark, facts and remarks. Pure. */
import { plainInline } from '../diff/inline.ts';
import type { DiffStats } from '../diff/parts.ts';
import { diffWords } from '../diff/words.ts';
import { NOT_KEPT } from '../run/known.ts';
import { answerCall, type Call, isAnswering, lanesOf, type Round, type Run } from '../run/run.ts';
import { lastAnswer } from '../strategies/thread.ts';
import { formatCount, formatShare } from '../text/numbers.ts';
import { textWidth } from '../text/width.ts';
import { errorLines, meterWords, modelName, roundFacts, verdict } from './describe.ts';
import { attemptPlace } from './edit-words.ts';
import { gradeFacts } from './grade.ts';
import { hiddenThinkingWords } from './hidden-thinking.ts';
import { laneLabelBehind } from './lane-labels.ts';
import { purposeName } from './lane-words.ts';
import { inLane } from './lanes.ts';
import { apart, indent } from './layout.ts';
import { noticed } from './noticed.ts';
import { cacheLines } from './remarks.ts';
import type { Signs } from './signs.ts';
import { stopWords } from './stop-reasons.ts';
import { thinkingFacts } from './thinking-facts.ts';
import { valueLines } from './value-lines.ts';

/** All lanes whose call has not failed: of those that have, everything was told when they did. */
export function roundLines(run: Run, round: Round, signs: Signs): string[] {
  const lanes = lanesOf(run, round);
  if (lanes.length === 0) return outcomeLines(run, round, 0, signs);
  return apart(
    ...lanes.map(lane => {
      const call = answerCall(run, round, lane);
      return call && call.status !== 'failed' ? laneLines(run, round, call, signs) : [];
    }),
  );
}

function laneLines(run: Run, round: Round, call: Call, signs: Signs): string[] {
  if (call.status === 'streaming') return apart(laneTitle(run, round, call), textSoFar(run, call));
  const isJson = run.question.grader === 'json';
  const values = (old: string, next: string) => (isJson ? valueLines(old, next, signs) : []);
  return apart(
    laneTitle(run, round, call),
    thinkingLines(run, call),
    ...answerParts(call, lastAnswer(run, round.index, call.lane), values),
    outcomeLines(run, round, call.lane, signs),
    attemptsLine(run, round, call, signs),
  );
}

/** What had come of a call that failed, why it failed, and what it cost. */
export function failureLines(run: Run, call: Call, signs: Signs): string[] {
  const round = run.rounds.findLast(one => one.index === call.round);
  return apart(
    round ? failureTitle(run, round, call) : [],
    textSoFar(run, call),
    call.error ? errorLines(call.error) : [],
    round && isAnswering(call) ? outcomeLines(run, round, call.lane, signs, call) : [],
  );
}

function failureTitle(run: Run, round: Round, call: Call): string[] {
  return isAnswering(call) ? laneTitle(run, round, call) : [asideTitle(run, round, call)];
}

/** What was said about an answer: critique, judgement, memo. Of one that is still coming what has come. */
export function asideLines(run: Run, call: Call, signs: Signs): string[] {
  const round = run.rounds.findLast(one => one.index === call.round);
  if (!round) return [];
  const meter = meterWords(run, { ...round, calls: [call.id] });
  const stopped = stopWords(call.stopReason, call.text);
  return apart(
    [asideTitle(run, round, call)],
    thinkingLines(run, call),
    call.text.trim() === '' ? ['It said nothing.'] : indent(call.text),
    stopped === undefined ? [] : [stopped],
    call.status === 'streaming' ? [] : [signs.words(meter.join('   '))],
  );
}

/** `Round 1, lane 2, critique by Claude Haiku 4.5:`. */
function asideTitle(run: Run, round: Round, { lane, purpose, model, status }: Call): string {
  const place = [`Round ${round.index}`, ...laneNames(run, round, lane)];
  const soFar = status === 'streaming' ? ', so far' : '';
  return `${[...place, `${purposeName(purpose)} by ${modelName(model)}`].join(', ')}${soFar}:`;
}

/** `lane 1 (thinking 1,024)`; nothing where there is one lane only. */
function laneNames(run: Run, round: Round, lane: number): string[] {
  return lanesOf(run, round).length > 1 ? [`lane ${lane}${laneLabelBehind(run, round, lane)}`] : [];
}

/** Only where there are several lanes, or several attempts. */
function laneTitle(run: Run, round: Round, { id, lane }: Call): string[] {
  const attempt = attemptPlace(run, round.index, id, lane);
  const place = [
    ...laneNames(run, round, lane),
    ...(attempt ? [`attempt ${attempt.number} of ${attempt.of}`] : []),
  ];
  return place.length > 0 ? [`Round ${round.index}, ${place.join(', ')}:`] : [];
}

/** What all attempts took together: the facts of one leave the others out. */
function attemptsLine(run: Run, round: Round, { id, lane }: Call, signs: Signs): string[] {
  const attempt = attemptPlace(run, round.index, id, lane);
  if (!attempt) return [];
  const all = meterWords(run, inLane(run, round, lane));
  return [signs.words(`All ${attempt.of} attempts together: ${all.join('   ')}`)];
}

function thinkingLines(run: Run, call: Call): string[] {
  const thinking = call.thinking.trim();
  if (thinking !== '') return [`Thinking (${thinkingFacts(run, call)}):`, ...indent(thinking)];
  const hidden = hiddenThinkingWords(call);
  return hidden === undefined ? [] : [hidden];
}

function textSoFar(run: Run, call: Call): string[] {
  const text =
    call.text.trim() === ''
      ? ['No text had come.']
      : [isAnswering(call) ? 'The answer so far:' : 'So far:', ...indent(call.text)];
  return apart(thinkingLines(run, call), text);
}

/** The answer and why it stopped early, then what changed in it; an answer that is the same is not told again. */
function answerParts(
  { text, stopReason }: Call,
  previous: Call | undefined,
  values: (old: string, next: string) => string[],
): string[][] {
  const stopped = stopWords(stopReason, text);
  const end = stopped === undefined ? [] : [stopped];
  if (stopReason === NOT_KEPT) return [end];
  if (text.trim() === '') return [['The answer is empty.', ...end]];
  const whole = ['Answer:', ...indent(text)];
  if (previous === undefined) return [whole, end];
  const diff = diffWords(previous.text, text);
  if (diff.stats.changes === 0) {
    const spaces = text === previous.text ? '' : ', only white space';
    return [[`Answer: no word changed since round ${previous.round}${spaces}.`], end];
  }
  const title = `Changes against round ${previous.round}: ${changeWords(diff.stats)}. [-removed-] {+added+}`;
  return [whole, end, values(previous.text, text), [title, ...indent(plainInline(diff))]];
}

export function changeWords({ added, removed, keptShare }: DiffStats): string {
  if (added + removed === 0) return 'no word, only other characters';
  const words = added === 1 ? 'word' : 'words';
  return `${formatCount(added)} ${words} added, ${formatCount(removed)} removed, ${formatShare(keptShare)} kept`;
}

function outcomeLines(
  run: Run,
  round: Round,
  lane: number,
  signs: Signs,
  call = answerCall(run, round, lane),
): string[] {
  const grade = { lane, label: 'Answer found', signs, ...(call && { call: call.id }) };
  const told = [
    verdict(run, round, lane, signs, call?.id),
    ...besides(gradeFacts(run, round, grade)),
    signs.words(roundFacts(run, round, lane, call)),
  ];
  // What there is to notice is about the answer that goes on.
  if (call && call.id !== answerCall(run, round, lane)?.id) return told;
  return [
    ...told,
    ...cacheLines(run, round.index, lane).map(signs.words),
    ...noticed(run, round.index, lane).map(sentence => signs.words(`Noticed: ${sentence}.`)),
  ];
}

/** In one line when it is not too long for a terminal, or one a line. */
function besides(facts: readonly string[]): readonly string[] {
  const line = facts.join('   ');
  return facts.length > 0 && textWidth(line) <= 100 ? [line] : facts;
}
