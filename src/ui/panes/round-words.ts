/** The short words in which the timeline tells of calls: time, first token, cost, tokens, and what the cache did. Pure. */
import { cacheNote } from '../../analysis/caching.ts';
import { sum } from '../../run/cost.ts';
import { isUntold, type Meter, meterOfCall } from '../../run/meter.ts';
import type { Milliseconds, Tokens } from '../../run/price.ts';
import { type Call, firstDeltaMs, type Run } from '../../run/run.ts';
import { formatCount, formatSaved, formatSeconds, formatUsd } from '../../text/numbers.ts';
import { savedTone } from './meter.ts';
import { tokensSoFar } from './model-text.ts';
import type { RoundFacts } from './round-facts.ts';

/** Of one answer, and of what was asked about it. */
export function timeWords(run: Run, call: Call | undefined, asides: readonly Call[]): string {
  if (!call && asides.length === 0) return '';
  const ms = sum([call ? elapsed(run, call) : 0, ...asides.map(aside => meterOfCall(run, aside).callMs)]);
  return ms === undefined ? UNTIMED : formatSeconds(ms);
}

/** The time of the slowest of several lanes; as unknown as one of them. */
export function longestWords(lanes: readonly Meter[]): string {
  const times = lanes.flatMap(({ callMs }) => callMs ?? []);
  return times.length < lanes.length ? UNTIMED : formatSeconds(Math.max(...times));
}

/** In the place of a time that is not known. */
export const UNTIMED = '–';

function elapsed(run: Run, call: Call): Milliseconds | undefined {
  return call.timing?.wallMs ?? meterOfCall(run, call).callMs;
}

export function firstWords(call: Call | undefined): string {
  const ms = call && firstDeltaMs(call);
  return ms === undefined ? '' : formatSeconds(ms);
}

export function costWords(call: Call | undefined, meter: Meter): string {
  if (!call || call.status === 'streaming') return '…';
  if (isUntold(meter)) return 'cost ?';
  // Calls that were refused are not charged.
  if (meter.counted === 0) return '$0';
  return `${meter.atLeast && meter.cost !== undefined ? '≥ ' : ''}${formatUsd(meter.cost)}`;
}

/** Until the end only an estimate can be given, and it says so. */
export function outputWords(calls: readonly Call[]): string {
  const tokens = calls.reduce((sum, call) => sum + (call.usage?.output ?? tokensSoFar(call)), 0);
  if (calls.length > 0 && calls.every(({ usage }) => usage)) return `${formatCount(tokens)} out`;
  return tokens === 0 ? '' : `~${formatCount(tokens)} out`;
}

export function cacheWords(run: Run, call: Call): string[] {
  const note = cacheNote(run, call);
  if (note.kind !== 'implicit' && note.kind !== 'used') return [];
  const { read, written5m, written1h } = note.effect;
  const written = written5m + written1h;
  return note.kind === 'implicit' && read > 0
    ? [`read ${formatCount(read)} (implicit)`]
    : cachedWords(read, written);
}

export function cachedWords(read: Tokens, written: Tokens): string[] {
  return [
    ...(read > 0 ? [`read ${formatCount(read)}`] : []),
    ...(written > 0 ? [`wrote ${formatCount(written)}`] : []),
  ];
}

/** What the meter tells, as it is drawn. */
export function moneyOf({ usage, saved }: Meter): Pick<RoundFacts, 'saving' | 'savingTone' | 'tokens'> {
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  return {
    saving: usage.cacheRead + written > 0 ? formatSaved(saved) : '',
    savingTone: savedTone(saved),
    tokens: [
      { role: 'cacheRead' as const, value: usage.cacheRead },
      { role: 'cacheWrite' as const, value: written },
      { role: 'fresh' as const, value: usage.input },
      { role: 'output' as const, value: usage.output },
    ].filter(({ value }) => value > 0),
  };
}
