/** What the timeline tells of a round, in short words: answer, mark, what the user did, tokens, time, cost and saving. Pure. */
import { cacheNote } from '../../analysis/caching.ts';
import { type Mark, markOf, provisionalAnswer } from '../../analysis/marks.ts';
import { attemptPlace, attemptWords, isChanged } from '../../plain/edit-words.ts';
import { isUntold, type Meter, meterOfRound } from '../../run/meter.ts';
import type { Milliseconds } from '../../run/price.ts';
import { type Call, firstDeltaMs, gradeOfCall, type Round, type Run } from '../../run/run.ts';
import { formatCount, formatSaved, formatSeconds, formatUsd } from '../../text/numbers.ts';
import type { Roles } from '../theme.ts';
import type { BarSegment } from '../widgets/bar.ts';
import { callOf, isSettled } from './call-notes.ts';
import { savedTone } from './meter.ts';
import { tokensSoFar } from './model-text.ts';

export interface RoundFacts {
  readonly answer: string;
  readonly mark: string;
  readonly tone: Roles;
  /** What a probe did, that the round was edited, which attempt it is: in full, and for a narrow place. */
  readonly tags: readonly string[];
  readonly shortTags: string;
  /** Whether the user wrote a note on it. */
  readonly noted: boolean;
  readonly output: string;
  readonly time: string;
  /** Until the first token; empty while it is waited for. */
  readonly first: string;
  readonly cost: string;
  /** Empty where nothing was cached. */
  readonly saving: string;
  readonly savingTone: Roles;
  /** `read 1,310`, `wrote 204`. */
  readonly cache: readonly string[];
  /** The tokens of the round, in the order in which they are drawn. */
  readonly tokens: readonly BarSegment[];
}

interface Known {
  readonly edits: Run['edits'];
  readonly call: Call | undefined;
  readonly facts: RoundFacts;
}

/** A finished round is the same object until it is asked for once more, and its facts do not change. */
const finished = new WeakMap<Round, Known>();

/** `callId` is an attempt of the round, in place of the one that goes on. */
export function roundFacts(run: Run, round: Round, callId?: number): RoundFacts {
  const call = callOf(run, round.index, callId);
  const known = finished.get(round);
  if (known?.edits === run.edits && known.call === call) return known.facts;
  const facts = factsOf(run, round, call);
  if (isSettled(run, round)) finished.set(round, { edits: run.edits, call, facts });
  return facts;
}

const TONES: Record<Mark['tone'], Roles> = { good: 'good', bad: 'bad', neutral: 'accent', muted: 'muted' };

function factsOf(run: Run, round: Round, call: Call | undefined): RoundFacts {
  const mark = markOf(run, round.index, 0, call?.id);
  const meter = meterOfRound(run, round);
  const { usage, saved } = meter;
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  const graded = gradeOfCall(round, call)?.extracted;
  const answer = graded ?? provisionalAnswer(run, round.index, 0, call?.id)?.value ?? '…';
  return {
    answer: answer.replaceAll(/\s+/g, ' ').trim(),
    mark: `${mark.sign} ${mark.probe?.kind ?? mark.word}`,
    tone: TONES[mark.tone],
    ...tagsOf(run, round, mark, call),
    noted: round.note !== undefined,
    output: call ? outputWords(call) : '',
    time: call ? formatSeconds(elapsed(run, call)) : '',
    first: firstWords(call),
    cost: costWords(call, meter),
    saving: usage.cacheRead + written > 0 ? formatSaved(saved) : '',
    savingTone: savedTone(saved),
    cache: call ? cacheWords(run, call) : [],
    tokens: [
      { role: 'cacheRead' as const, value: usage.cacheRead },
      { role: 'cacheWrite' as const, value: written },
      { role: 'fresh' as const, value: usage.input },
      { role: 'output' as const, value: usage.output },
    ].filter(({ value }) => value > 0),
  };
}

/** Of several the attempt is told by its numbers alone, where there is little room. */
function tagsOf(run: Run, round: Round, { probe }: Mark, call: Call | undefined) {
  const own = [...(probe ? [probe.did] : []), ...(isChanged(run, round.index) ? ['edited'] : [])];
  const place = attemptPlace(run, round.index, call?.id);
  if (!place) return { tags: own, shortTags: own.join(', ') };
  const numbers = `${place.number}/${place.of}`;
  return {
    tags: [...own, attemptWords(place)],
    shortTags: own.length === 0 ? `attempt ${numbers}` : [...own, numbers].join(', '),
  };
}

function elapsed(run: Run, call: Call): Milliseconds {
  return call.timing?.wallMs ?? (call.endedAt ?? run.at) - call.startedAt;
}

function firstWords(call: Call | undefined): string {
  const ms = call && firstDeltaMs(call);
  return ms === undefined ? '' : formatSeconds(ms);
}

function costWords(call: Call | undefined, meter: Meter): string {
  if (!call || call.status === 'streaming') return '…';
  if (isUntold(meter)) return 'cost ?';
  // Calls that were refused are not charged.
  if (meter.counted === 0) return '$0';
  return `${meter.atLeast && meter.cost !== undefined ? '≥ ' : ''}${formatUsd(meter.cost)}`;
}

/** Until the end only an estimate can be given, and it says so. */
function outputWords(call: Call): string {
  if (call.usage) return `${formatCount(call.usage.output)} out`;
  const tokens = tokensSoFar(call);
  return tokens === 0 ? '' : `~${formatCount(tokens)} out`;
}

function cacheWords(run: Run, call: Call): string[] {
  const note = cacheNote(run, call);
  if (note.kind !== 'implicit' && note.kind !== 'used') return [];
  const { read, written5m, written1h } = note.effect;
  const written = written5m + written1h;
  const words = [
    ...(read > 0 ? [`read ${formatCount(read)}`] : []),
    ...(written > 0 ? [`wrote ${formatCount(written)}`] : []),
  ];
  return note.kind === 'implicit' && read > 0 ? [`read ${formatCount(read)} (implicit)`] : words;
}
