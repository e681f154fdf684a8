/** A run in words, one line a fact: shared by plain output and the summary on leaving the app. Pure. */
import { cacheNote } from '../analysis/caching.ts';
import { markOf } from '../analysis/marks.ts';
import { resolveModel } from '../models/resolve.ts';
import { promptTokens } from '../run/cost.ts';
import type { CallError, Provenance } from '../run/events.ts';
import { isUntold, meterOfRound } from '../run/meter.ts';
import {
  answerCall,
  type Call,
  callsOf,
  firstDeltaMs,
  gradeOfCall,
  lanesOf,
  type Round,
  type Run,
} from '../run/run.ts';
import { describeRule, SOURCE_ENDS } from '../strategies/stop-rules.ts';
import { formatCount, formatSaved, formatSeconds, formatUsd } from '../text/numbers.ts';
import { truncate } from '../text/pad.ts';
import { cacheWords, isCached, isRemarkable } from './cache-words.ts';
import { asidesAlone, lanesAnswered, lanesCount, lanesMark } from './lane-words.ts';
import { inAttempt, inLane } from './lanes.ts';
import { indent } from './layout.ts';
import { tierWords } from './price-words.ts';
import { UNICODE_SIGNS } from './signs.ts';
import { isOwnEnd } from './stop-reasons.ts';
import { callTimeWords, leastWords } from './totals.ts';

const PROVENANCE: Record<Provenance, string> = {
  live: 'live',
  recorded: 'recording',
  synthetic: 'recording (synthetic)',
  imported: 'imported',
};

/** What an imported run says where its source names no model. */
const UNKNOWN_MODEL = 'unknown';

/** Where the answers come from; a recording that no model produced says so. */
export function provenanceWords(provenance: Provenance): string {
  return PROVENANCE[provenance];
}

export function modelName(id: string): string {
  if (id === UNKNOWN_MODEL) return 'unknown model';
  return resolveModel(id)?.name ?? id;
}

/** `Claude Sonnet 4.6 · Bat and ball · self-reflection ×3`, and what is not as usual. */
export function headline(run: Run, signs = UNICODE_SIGNS): string {
  const { settings, question } = run;
  return [
    modelName(settings.model),
    question.title ?? firstWords(question.text, 40, signs),
    strategyWords(run, signs),
    ...(run.imported || settings.cache === '5m'
      ? []
      : [settings.cache === 'off' ? 'no caching' : `cache ${settings.cache}`]),
    ...(settings.thinking.type === 'default' ? [] : [`thinking ${thinkingWords(run)}`]),
    ...(settings.strategy.sendReasoning ? ['thinking sent back'] : []),
  ].join(signs.words(' · '));
}

/** `self-reflection ×3`; where nobody knows the strategy of another program, how often it reflected is seen. */
export function strategyWords({ imported, settings }: Run, signs = UNICODE_SIGNS): string {
  const { id, rounds } = settings.strategy;
  if (imported?.unknown.includes('settings'))
    return `${rounds} ${rounds === 1 ? 'reflection' : 'reflections'}`;
  return `${id} ${signs.words('×')}${rounds}`;
}

export function thinkingWords({ settings: { thinking } }: Pick<Run, 'settings'>): string {
  if (thinking.type === 'budget') return `${formatCount(thinking.tokens)} tokens`;
  return thinking.type === 'effort' ? thinking.level : thinking.type;
}

/** What fits of a text into so many columns of one line; three dots stand outside of them. */
export function firstWords(text: string, width = 40, signs = UNICODE_SIGNS): string {
  const line = text.trim().replace(/\s+/g, ' ');
  const short = truncate(line, width);
  return short === line ? line : `${short.slice(0, -1)}${signs.words('…')}`;
}

/** `✓ FIX`: what the round did to the answer, or one attempt of it. */
export function verdict(run: Run, round: Round, lane = 0, signs = UNICODE_SIGNS, callId?: number): string {
  const { sign, word } = markOf(run, round.index, lane, callId);
  return signs.mark(sign, word);
}

/** `412 out   2.9 s   first token 0.6 s   $0.0049   saved −$0.0010`, of one lane and, of several attempts, of the one that answers; what was cached has a line of its own. */
export function roundFacts(run: Run, round: Round, lane = 0, call = answerCall(run, round, lane)): string {
  const inIt = inLane(run, round, lane);
  const only = call ? inAttempt(run, inIt, call) : inIt;
  const tier = call && tierWords(call);
  return [
    ...meterWords(run, only, firstToken(call)),
    ...(tier === undefined ? [] : [tier]),
    ...cacheFacts(run, only, call),
  ].join(GAP);
}

/** The verdict and the facts in one line of a terminal; what the cache did shows in what it saved. */
export function roundInBrief(run: Run, round: Round, signs = UNICODE_SIGNS): string {
  return [
    ...answerInBrief(run, round, signs),
    ...[...meterWords(run, round), ...savedFacts(run, round), ...endOfCall(run, round)].map(signs.words),
  ].join(GAP);
}

/** The verdict and the answer; of several lanes what they came to together. */
function answerInBrief(run: Run, round: Round, signs: typeof UNICODE_SIGNS): string[] {
  const lanes = lanesOf(run, round);
  const alone = asidesAlone(run, round, undefined, signs);
  if (alone !== undefined) return [alone];
  if (lanes.length > 1) {
    const { sign, word } = lanesMark(run, round);
    return [
      signs.mark(sign, word),
      `${lanesCount(run, round)}: ${lanesAnswered(run, round, signs).join(', ')}`,
    ];
  }
  const answer = gradeOfCall(round, answerCall(run, round, lanes[0]))?.extracted;
  return [
    verdict(run, round, lanes[0], signs),
    ...(answer == null ? [] : [`answer ${firstWords(answer, 24, signs)}`]),
  ];
}

const GAP = '   ';

/** How the answer ended, when it did not come to an end of its own. */
function endOfCall(run: Run, round: Round): string[] {
  const reason = answerCall(run, round)?.stopReason;
  return reason === undefined || isOwnEnd(reason) ? [] : [`ended by ${reason}`];
}

/** `412 out`, `2.9 s`, `$0.0049` of all calls of a round. */
export function meterWords(run: Run, round: Round, first: readonly string[] = []): string[] {
  const meter = meterOfRound(run, round);
  const time = [callTimeWords(meter), ...first];
  if (isUntold(meter)) return ['tokens unknown', ...time, `cost unknown: ${whyUntold(run, round)}`];
  const least = leastWords(meter);
  const cost = meter.cost === undefined ? 'cost unknown' : `${least}${formatUsd(meter.cost)}`;
  return [`${least}${formatCount(meter.usage.output)} out`, ...time, cost];
}

function whyUntold(run: Run, round: Round): string {
  const isWhole = callsOf(run, round).every(({ status }) => status === 'finished');
  if (!isWhole) return run.imported ? 'a call failed' : 'the call was cut off';
  return `the ${run.imported ? 'source' : 'service'} did not tell the tokens`;
}

function firstToken(call: Call | undefined): string[] {
  const ms = call && firstDeltaMs(call);
  return ms === undefined ? [] : [`first token ${formatSeconds(ms)}`];
}

function cacheFacts(run: Run, round: Round, call: Call | undefined): string[] {
  const note = call && cacheNote(run, call);
  const words = note && !isRemarkable(note) && !isCached(note) ? cacheWords(note) : undefined;
  return [...savedFacts(run, round), ...(words ? [`cache ${words}`] : [])];
}

/** Nothing where nothing was cached. */
function savedFacts(run: Run, round: Round): string[] {
  const cached = callsOf(run, round).some(({ usage }) => usage && usage.input < promptTokens(usage));
  return cached ? [`saved ${formatSaved(meterOfRound(run, round).saved)}`] : [];
}

/** How the run ended, in a sentence. */
export function ending(run: Run): string {
  const { outcome } = run;
  if (!outcome) return 'The run has no end: its process was stopped, or it is still going on.';
  switch (outcome.kind) {
    case 'stopped':
      if (outcome.rule === SOURCE_ENDS) return 'The source tells no more.';
      return `Stopped by ${outcome.rule}: ${describeRule(outcome.rule)}.`;
    case 'cancelled':
      return 'Cancelled; what had come is kept.';
    case 'failed':
      return `Failed in round ${run.rounds.at(-1)?.index ?? 0}.`;
  }
}

/** An error as sentences: what happened, what would help; the original text is given apart. */
export function errorWords(error: CallError): string {
  return [error.message, error.remedy].filter(Boolean).join(' ');
}

/** What happened and what would help, then the original words. */
export function errorLines(error: CallError): string[] {
  return [errorWords(error), ...(error.original ? indent(`${error.name}: ${error.original}`) : [])];
}
