/** A run as rounds: one entry a round and lane, `null` for what nobody knows. Pure. */
import { settledBadges } from '../../analysis/badges/settled.ts';
import { hasUnknownSettings } from '../../analysis/compare-settings.ts';
import { markOf } from '../../analysis/marks.ts';
import { diffWords } from '../../diff/words.ts';
import { errorWords } from '../../plain/describe.ts';
import { inLane } from '../../plain/lanes.ts';
import { isProbe } from '../../run/edits.ts';
import { isUntold, type Meter, meterOfRound, meterOfRun } from '../../run/meter.ts';
import {
  answerCall,
  attemptsOf,
  type Call,
  callsOf,
  firstDeltaMs,
  gradeOf,
  gradeOfCall,
  isFileDate,
  lanesOf,
  type Round,
  type Run,
  returnedAnswer,
  thinkingMs,
} from '../../run/run.ts';
import { lastAnswer } from '../../strategies/thread.ts';
import type { ExportInput } from '../exporter.ts';
import { ROUNDS_SCHEMA, type RoundRow, type RunRounds } from './schema.ts';

export function runRounds({ run, file, options }: ExportInput): RunRounds {
  const { question, outcome, imported, parent } = run;
  return {
    schema: ROUNDS_SCHEMA,
    file,
    run: run.id,
    startedAt: isFileDate(run) ? null : run.startedAt,
    app: run.app,
    provenance: run.provenance,
    imported: imported
      ? {
          from: imported.from,
          file: imported.file,
          place: imported.place ?? null,
          unknown: imported.unknown,
        }
      : null,
    parent: parent ? { run: parent.run, round: parent.round } : null,
    question: {
      id: question.id,
      title: question.title ?? null,
      domain: question.domain,
      text: question.text,
      reference: question.reference ?? [],
      grader: question.grader,
    },
    settings: hasUnknownSettings(run) ? null : run.settings,
    outcome: outcome?.kind ?? null,
    rule: outcome?.kind === 'stopped' ? outcome.rule : null,
    error: outcome?.kind === 'failed' && outcome.error ? errorWords(outcome.error) : null,
    returned: returnedRow(run),
    total: { ...moneyOf(meterOfRun(run)), seconds: secondsOf(run, meterOfRun(run).callMs) },
    votes: run.rounds.flatMap(({ index, vote }) =>
      vote
        ? {
            round: index,
            method: vote.method,
            winner: vote.winner,
            votes: vote.votes.map(({ answer, lanes, weight }) => ({ answer, lanes, weight })),
          }
        : [],
    ),
    rounds: run.rounds.flatMap(round =>
      (lanesOf(run, round).length === 0 ? [0] : lanesOf(run, round)).map(lane =>
        roundRow(run, round, lane, options.thinking),
      ),
    ),
  };
}

function roundRow(run: Run, round: Round, lane: number, withThinking: boolean): RoundRow {
  const call = answerCall(run, round, lane);
  const inIt = callsOf(run, round).filter(one => one.lane === lane);
  const grade = call ? gradeOfCall(round, call) : gradeOf(round, lane);
  const meter = meterOfRound(run, inLane(run, round, lane));
  return {
    round: round.index,
    kind: round.kind,
    probe: isProbe(round.kind),
    lane,
    inherited: inIt.length > 0 && inIt.every(one => one.inherited === true),
    model: modelOf(call ?? inIt[0]),
    status: call?.status ?? 'none',
    stopReason: call?.stopReason ?? null,
    error: call?.error ? errorWords(call.error) : null,
    calls: inIt.length,
    attempts: attemptsOf(run, round, lane).length,
    extracted: grade?.extracted ?? null,
    correct: grade?.correct ?? null,
    score: grade?.score ?? null,
    method: grade?.method ?? null,
    transition: markOf(run, round.index, lane).kind,
    badges: settledBadges(run, round, lane).map(({ kind, heuristic, sentence }) => ({
      kind,
      heuristic,
      sentence,
    })),
    keptShare: keptShare(run, round, call),
    ...moneyOf(meter),
    seconds: inIt.length === 0 ? null : secondsOf(run, meter.callMs),
    firstDeltaSeconds: secondsOf(run, call && firstDeltaMs(call)),
    thinkingSeconds: secondsOf(run, call && thinkingMs(call, run.at)),
    feedback: round.checks
      .filter(check => check.lane === lane)
      .map(({ source, verdict, text }) => ({ source, verdict, text })),
    prompt: call ? promptOf(call) : null,
    answer: call && call.text !== '' ? call.text : null,
    ...(withThinking && { thinking: call && call.thinking !== '' ? call.thinking : null }),
    note: round.note ?? null,
  };
}

/** Where the source of an imported run names no model, its calls have none. */
function modelOf(call: Call | undefined): string | null {
  return call === undefined || call.model === 'unknown' ? null : call.model;
}

/** The last turn of the user that the call was sent with. */
export function promptOf({ request }: Pick<Call, 'request'>): string | null {
  const turn = request.messages.findLast(({ role }) => role !== 'assistant');
  const text = turn?.content.flatMap(block => block.text ?? []).join('\n') ?? '';
  return text === '' ? null : text;
}

function keptShare(run: Run, round: Round, call: Call | undefined): number | null {
  const before = lastAnswer(run, round.index, call?.lane);
  if (!before || call?.status !== 'finished' || call.text === '') return null;
  return diffWords(before.text, call.text).stats.keptShare;
}

function returnedRow(run: Run): RunRounds['returned'] {
  const returned = returnedAnswer(run);
  if (!returned) return null;
  const { round: index, lane, why } = returned;
  const round = run.rounds.findLast(one => one.index === index);
  const call = answerCall(run, round, lane);
  return { round: index, lane, why, extracted: gradeOfCall(round, call)?.extracted ?? null };
}

/** Where no call has told its tokens, nothing is known: a zero would be a promise. */
function moneyOf(meter: Meter) {
  const isKnown = !isUntold(meter);
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = meter.usage;
  const told = (tokens: number) => (isKnown ? tokens : null);
  return {
    tokens: {
      input: told(input),
      output: told(output),
      cacheRead: told(cacheRead),
      cacheWrite5m: told(cacheWrite5m),
      cacheWrite1h: told(cacheWrite1h),
    },
    costUsd: (isKnown ? meter.cost : undefined) ?? null,
    withoutCacheUsd: (isKnown ? meter.withoutCache : undefined) ?? null,
    savedUsd: (isKnown ? meter.saved : undefined) ?? null,
    atLeast: meter.atLeast,
  };
}

/** The times of an imported run may only keep the order of its events. */
function secondsOf({ imported }: Run, ms: number | undefined): number | null {
  return ms === undefined || imported?.unknown.includes('timing') ? null : ms / 1000;
}
