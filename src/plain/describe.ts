/** A run in words, one line a fact: shared by plain output and the summary on leaving the app. Pure. */
import { cacheNote } from '../analysis/caching.ts';
import { markOf } from '../analysis/marks.ts';
import { resolveModel } from '../models/resolve.ts';
import type { CallError, Provenance } from '../run/events.ts';
import { type Meter, meterOfRound, meterOfRun } from '../run/meter.ts';
import { answerCall, callsOf, gradeOf, priceOf, type Round, type Run } from '../run/run.ts';
import { describeRule } from '../strategies/stop-rules.ts';
import { formatCount, formatSaved, formatSeconds, formatShare, formatUsd } from '../text/numbers.ts';

const PROVENANCE: Record<Provenance, string> = {
  live: 'live',
  recorded: 'recording',
  synthetic: 'recording (synthetic)',
  imported: 'imported',
};

/** Where the answers come from; a recording that no model produced says so. */
export function provenanceWords(provenance: Provenance): string {
  return PROVENANCE[provenance];
}

export function modelName(id: string): string {
  return resolveModel(id)?.name ?? id;
}

/** `Claude Sonnet 4.6 · Bat and ball · self-reflection ×3`, and what is not as usual. */
export function headline(run: Run): string {
  const { settings, question } = run;
  return [
    modelName(settings.model),
    question.title ?? firstWords(question.text),
    `${settings.strategy.id} ×${settings.strategy.rounds}`,
    ...(settings.cache === '5m' ? [] : [settings.cache === 'off' ? 'no caching' : `cache ${settings.cache}`]),
    ...(settings.thinking.type === 'default' ? [] : [`thinking ${thinkingWords(run)}`]),
  ].join(' · ');
}

export function thinkingWords({ settings: { thinking } }: Pick<Run, 'settings'>): string {
  if (thinking.type === 'budget') return `${formatCount(thinking.tokens)} tokens`;
  return thinking.type === 'effort' ? thinking.level : thinking.type;
}

export function firstWords(text: string, length = 40): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}

/** `answer 0.05   ✓ FIX   412 out   2.9 s   $0.0049   saved −$0.0010   cache wrote 1,310`. */
export function roundFacts(run: Run, round: Round): string {
  const mark = markOf(run, round.index);
  const meter = meterOfRound(run, round);
  const answer = gradeOf(round)?.extracted;
  return [
    ...(answer != null ? [`answer ${firstWords(answer, 48)}`] : []),
    `${mark.sign} ${mark.word}`,
    ...meterFacts(meter),
    ...cacheFacts(run, round),
  ].join('   ');
}

function meterFacts(meter: Meter): string[] {
  if (meter.atLeast) return [formatSeconds(meter.callMs), 'cost unknown: the call was cut off'];
  return [`${formatCount(meter.usage.output)} out`, formatSeconds(meter.callMs), formatUsd(meter.cost)];
}

function cacheFacts(run: Run, round: Round): string[] {
  const call = answerCall(run, round);
  const words = call && cacheWords(cacheNote(call));
  const { saved } = meterOfRound(run, round);
  const cached = callsOf(run, round).some(one => one.usage && one.usage.input < promptOf(one.usage));
  return [...(cached ? [`saved ${formatSaved(saved)}`] : []), ...(words ? [`cache ${words}`] : [])];
}

function promptOf(usage: Meter['usage']): number {
  return usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
}

/** What the cache did, after the word "cache"; nothing when there is nothing to say. */
export function cacheWords(note: ReturnType<typeof cacheNote>): string | undefined {
  switch (note.kind) {
    case 'used': {
      const read = note.read > 0 ? [`read ${formatCount(note.read)}`] : [];
      const wrote = note.written > 0 ? [`wrote ${formatCount(note.written)}`] : [];
      return [...read, ...wrote].join(', ');
    }
    case 'implicit':
      return `read ${formatCount(note.read)} (implicit: no cache point was sent)`;
    case 'under-minimum':
      return `not engaged: ${formatCount(note.prompt)} tokens are under the minimum of ${formatCount(note.minimum)}`;
    case 'not-offered':
      return 'not offered by this model';
    case 'unexplained':
      return 'not engaged';
    case 'off':
      return 'off';
    case 'pending':
    case 'unknown':
      return undefined;
  }
}

/** The meter of the whole run, in one line. */
export function totals(run: Run): string {
  const meter = meterOfRun(run);
  const { usage } = meter;
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  const least = meter.atLeast ? 'at least ' : '';
  const share =
    meter.saved !== undefined && meter.withoutCache
      ? ` (${formatShare(meter.saved / meter.withoutCache)})`
      : '';
  const known = meter.cost === undefined ? unknownPrices(run) : '';
  return [
    `in ${formatCount(usage.input)}`,
    ...(usage.cacheRead > 0 ? [`cache read ${formatCount(usage.cacheRead)}`] : []),
    ...(written > 0 ? [`cache wrote ${formatCount(written)}`] : []),
    `out ${formatCount(usage.output)}`,
    formatSeconds(meter.callMs),
    `cost ${meter.cost === undefined ? '' : least}${formatUsd(meter.cost)}${known}`,
    ...(meter.cost === undefined
      ? []
      : [`without cache ${formatUsd(meter.withoutCache)}`, `saved ${formatSaved(meter.saved)}${share}`]),
  ].join('   ');
}

function unknownPrices(run: Run): string {
  const models = new Set(run.calls.flatMap(call => (call && !priceOf(run, call.model) ? call.model : [])));
  return models.size > 0 ? ` (no price is known for ${[...models].join(', ')})` : '';
}

/** How the run ended, in a sentence. */
export function ending(run: Run): string {
  const { outcome } = run;
  if (!outcome) return 'The run has no end: its process was stopped, or it is still going on.';
  switch (outcome.kind) {
    case 'stopped':
      return `Stopped by ${outcome.rule}: ${describeRule(outcome.rule)}.`;
    case 'cancelled':
      return 'Cancelled; what had come is kept.';
    case 'failed':
      return `Failed. ${outcome.error ? errorWords(outcome.error) : ''}`.trim();
  }
}

/** An error as sentences: what happened, what would help; the original text is given apart. */
export function errorWords(error: CallError): string {
  return [error.message, error.remedy].filter(Boolean).join(' ');
}
