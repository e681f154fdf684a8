/** What is told of compared rounds before their texts: answers, marks, costs, settings, and what to bear in mind. Pure. */
import {
  type Comparison,
  type NamedSide,
  type Side,
  type SideName,
  sameFinalAnswer,
  sidesOf,
} from '../analysis/compare.ts';
import { hasUnknownSettings } from '../analysis/compare-settings.ts';
import { isUntold, type Meter } from '../run/meter.ts';
import type { Milliseconds, Tokens, Usd } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { formatCount, formatSaved, formatSeconds, formatUsd } from '../text/numbers.ts';
import { firstWords, modelName, provenanceWords, strategyWords } from './describe.ts';
import { type Signs, UNICODE_SIGNS } from './signs.ts';
import { stopWords } from './stop-reasons.ts';

export interface FactRow {
  readonly label: string;
  /** One a side, in the order of `sidesOf`. */
  readonly values: readonly string[];
  /** What B is more or less than A; empty where nothing is to be said. */
  readonly difference: string;
}

/** A query or a whole text is known from its beginning. */
const LONGEST = 40;

export function factRows(comparison: Comparison, signs: Signs = UNICODE_SIGNS): FactRow[] {
  const { a, b } = comparison;
  const row = (label: string, wordsOf: (side: Side) => string, difference = ''): FactRow => ({
    label,
    values: sidesOf(comparison).map(({ side }) => wordsOf(side)),
    difference,
  });
  return [
    row('model', ({ call }) => modelName(call.model)),
    row('round', ({ round }) => `${round.index}`),
    row('answer', side => answerWords(side, signs), agreementWords(comparison)),
    row('mark', ({ mark }) => signs.mark(mark.sign, mark.word)),
    row('cost', ({ ofRound }) => costWords(ofRound), costDifference(a.ofRound, b.ofRound)),
    row('cost so far', ({ soFar }) => costWords(soFar), costDifference(a.soFar, b.soFar)),
    row('saved so far', ({ soFar }) => savedWords(soFar)),
    row('output', ({ ofRound }) => outputWords(ofRound), outputDifference(a.ofRound, b.ofRound)),
    row('time', ({ ofRound }) => formatSeconds(ofRound.callMs), timeDifference(a.ofRound, b.ofRound)),
  ].map(({ label, values, difference }) => ({
    label,
    values: values.map(signs.words),
    difference: signs.words(difference),
  }));
}

/** The answer in a few words of one line. */
export function answerWords({ answer }: Side, signs: Signs = UNICODE_SIGNS, width = LONGEST): string {
  return answer === null ? 'none found' : firstWords(answer, width, signs);
}

export function agreementWords({ a, b }: Pick<Comparison, 'a' | 'b'>): string {
  const same = sameFinalAnswer(a, b);
  if (same === undefined) return '';
  return same ? 'the same' : 'different';
}

/** The name of a side in a line of its own: `A: Claude Sonnet 4.6, Bat and ball, round 0 (recording (synthetic))`. */
export function sideWords({ side: { run, call, round } }: NamedSide, signs: Signs = UNICODE_SIGNS): string {
  return [
    modelName(call.model),
    titleOf(run, signs),
    strategyWords(run, signs),
    `round ${round.index}`,
    provenanceWords(run.provenance),
  ].join(signs.words(' · '));
}

/** `A (round 0)`. */
export function placeWords({ name, side }: NamedSide): string {
  return `${titleCase(name)} (round ${side.round.index})`;
}

export function titleCase(name: SideName): string {
  return name === 'parent' ? 'Parent' : name;
}

/** That the questions are different ones; nothing when it is one. */
export function questionWords(comparison: Comparison, signs: Signs = UNICODE_SIGNS): string[] {
  const { sameQuestion, a, b, parent } = comparison;
  const told = (side: Side) => `"${titleOf(side.run, signs)}"`;
  const isOther = parent && parent.run.question.text.trim() !== a.run.question.text.trim();
  return [
    ...(sameQuestion
      ? []
      : [`Two different questions are compared: A is about ${told(a)}, B about ${told(b)}.`]),
    ...(parent && isOther ? [`The parent is about another question than A: ${told(parent)}.`] : []),
  ];
}

/** Of settings of which no difference is listed; nothing where all is said by the list. */
export function settingsWords(comparison: Comparison): string | undefined {
  const isUnknown = sidesOf(comparison).some(({ side }) => hasUnknownSettings(side.run));
  if (isUnknown) return 'The settings are not known.';
  return comparison.settings.length === 0 ? 'The settings are the same.' : undefined;
}

/** What to bear in mind while reading, a sentence each. */
export function noteWords(comparison: Comparison): string[] {
  return [...branchWords(comparison), ...sidesOf(comparison).flatMap(sideNotes)];
}

/** What is not seen of an answer: that it is one of several, or not whole. */
export function sideNotes({ name, side }: NamedSide): string[] {
  const { round, lanes } = side;
  const one = lanes > 1 ? [`Round ${round.index} of ${name} has ${lanes} lanes; lane 0 is compared.`] : [];
  return [...one, ...cutWords(side).map(words => `${titleCase(name)}: ${words}`)];
}

function cutWords({ call }: Side): string[] {
  const words = stopWords(call.stopReason, call.text);
  return words === undefined ? [] : [words];
}

function branchWords({ a, b, parent }: Comparison): string[] {
  const relation = (name: string, one: Run, otherName: string, other: Run) =>
    one.parent?.run === other.id ? [`${name} branched from round ${one.parent.round} of ${otherName}.`] : [];
  if (!parent) return [...relation('A', a.run, 'B', b.run), ...relation('B', b.run, 'A', a.run)];
  return [
    ...relation('A', a.run, 'the parent', parent.run),
    ...relation('B', b.run, 'the parent', parent.run),
  ];
}

/** What the question of a run is called. */
export function titleOf({ question }: Run, signs: Signs = UNICODE_SIGNS): string {
  return question.title ?? firstWords(question.text, LONGEST, signs);
}

export function costWords(meter: Meter): string {
  const { cost, atLeast } = meter;
  if (cost === undefined || isUntold(meter)) return 'unknown';
  return `${atLeast ? 'at least ' : ''}${formatUsd(cost)}`;
}

function savedWords(meter: Meter): string {
  if (isUntold(meter)) return 'unknown';
  const { usage, saved, atLeast } = meter;
  const isCached = usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h > 0;
  const words = isCached ? formatSaved(saved) : 'nothing cached';
  return atLeast ? `${words} on the calls that finished` : words;
}

/** A difference of costs that are only known in part would be a guess. */
function costDifference(a: Meter, b: Meter): string {
  const difference = costBeyond(a, b);
  return difference === undefined ? '' : formatSaved(difference);
}

/** What B cost more than A, in USD. */
export function costBeyond(a: Meter, b: Meter): Usd | undefined {
  if (a.cost === undefined || b.cost === undefined || a.atLeast || b.atLeast) return undefined;
  return b.cost - a.cost;
}

/** Of calls that told no tokens nothing is known. */
export function outputWords(meter: Meter): string {
  if (isUntold(meter)) return 'tokens unknown';
  const { usage, atLeast } = meter;
  return `${atLeast ? 'at least ' : ''}${formatCount(usage.output)} tokens`;
}

function outputDifference(a: Meter, b: Meter): string {
  const tokens = outputBeyond(a, b);
  return tokens === undefined ? '' : signed(tokens, formatCount);
}

/** How many tokens B wrote more than A. */
export function outputBeyond(a: Meter, b: Meter): Tokens | undefined {
  return a.atLeast || b.atLeast ? undefined : b.usage.output - a.usage.output;
}

function timeDifference(a: Meter, b: Meter): string {
  const ms = timeBeyond(a, b);
  return ms === undefined ? '' : signedSeconds(ms);
}

/** How much longer the calls of B took than those of A. */
export function timeBeyond(a: Meter, b: Meter): Milliseconds | undefined {
  return a.callMs === undefined || b.callMs === undefined ? undefined : b.callMs - a.callMs;
}

function signedSeconds(ms: number): string {
  return signed(ms, formatSeconds);
}

function signed(value: number, words: (value: number) => string): string {
  if (Number.parseFloat(words(Math.abs(value)).replaceAll(',', '')) === 0) return 'the same';
  return `${value < 0 ? '−' : '+'}${words(Math.abs(value))}`;
}
