/**
 * The rounds of a run as a timeline: answer, mark, tokens, time, cost and saving of each. Beside the
 * panes there is room for a few lines a round; above them a round is one line. Pure.
 */
import { cacheNote } from '../../analysis/caching.ts';
import { type Mark, markOf, provisionalAnswer } from '../../analysis/marks.ts';
import { meterOfRound } from '../../run/meter.ts';
import { answerCall, type Call, gradeOf, type Round, type Run } from '../../run/run.ts';
import { formatCount, formatSaved, formatSeconds, formatUsd } from '../../text/numbers.ts';
import { fit } from '../../text/pad.ts';
import { estimateTokens } from '../../text/tokens.ts';
import type { Roles } from '../theme.ts';
import { bar } from '../widgets/bar.ts';
import { clip, EMPTY, type Line, line, lineWidth, span } from './line.ts';

export interface Timeline {
  readonly lines: Line[];
  /** Which of the lines belong to the chosen round. */
  readonly chosen: { readonly from: number; readonly to: number };
}

const TONES: Record<Mark['tone'], Roles> = { good: 'good', bad: 'bad', neutral: 'accent', muted: 'muted' };

/** One line a round, for a narrow screen. */
export function narrowTimeline(run: Run, chosen: number | undefined, width: number): Timeline {
  const lines = run.rounds.map(round =>
    clip([edge(round.index === chosen), ...narrowFacts(run, round, round.index === chosen)], width),
  );
  return { lines, chosen: rangeOf(run, chosen, 1) };
}

function narrowFacts(run: Run, round: Round, isChosen: boolean): Line {
  const facts = factsOf(run, round);
  return line(
    span(`${round.index}`.padEnd(3), isChosen ? 'strong' : 'text'),
    span(fit(facts.answer, 10), isChosen ? 'strong' : 'text'),
    ' ',
    span(fit(facts.mark, 13), facts.tone),
    span(fit(facts.output, 10, 'right'), 'muted'),
    span(fit(facts.time, 8, 'right'), 'muted'),
    span(fit(facts.cost, 11, 'right')),
    '  ',
    span(facts.saving, facts.savingTone),
    span(facts.cache === '' ? '' : ` ${facts.cache.replaceAll(/ [\d,]+/g, '')}`, 'muted'),
  );
}

/** A few lines a round and a blank one, for a column of `width` cells beside the panes. */
export function wideTimeline(run: Run, chosen: number | undefined, width: number): Timeline {
  const scale = Math.max(1, ...run.rounds.map(round => barTotal(run, round)));
  const blocks = run.rounds.map(round => wideBlock(run, round, round.index === chosen, scale, width));
  const lines = blocks.flatMap((block, index) => (index === 0 ? block : [EMPTY, ...block]));
  const place = run.rounds.findIndex(round => round.index === chosen);
  const from = blocks.slice(0, Math.max(0, place)).reduce((total, block) => total + block.length + 1, 0);
  return { lines, chosen: { from, to: from + (blocks[place]?.length ?? 0) } };
}

function wideBlock(run: Run, round: Round, isChosen: boolean, scale: number, width: number): Line[] {
  const facts = factsOf(run, round);
  const margin = edge(isChosen);
  const indent = span('   ');
  const segments = barSegments(run, round);
  return [
    [
      margin,
      span(`${round.index}`.padEnd(3), isChosen ? 'strong' : 'text'),
      span(fit(facts.answer, Math.max(4, width - 20)), isChosen ? 'strong' : 'text'),
      span(' '),
      span(facts.mark, facts.tone),
    ],
    ...(segments.length > 0 ? [[margin, indent, ...bar(segments, scale, width - 8)]] : []),
    [margin, indent, span(`${facts.output.padEnd(9)} ${facts.time.padEnd(7)} `, 'muted'), span(facts.cost)],
    ...moneyLines(facts, width - 4).map(spans => [margin, indent, ...spans]),
  ].map(spans => clip(spans, width));
}

/** What the cache did and what that saved: in one line where there is room. */
function moneyLines({ cache, saving, savingTone }: Facts, width: number): Line[] {
  const did = cache === '' ? [] : [span(cache, 'muted')];
  const saved = saving === '' ? [] : [span(`saved ${saving}`, savingTone)];
  const both = line(...did, ...(did.length > 0 && saved.length > 0 ? ['  '] : []), ...saved);
  if (both.length === 0) return [];
  return lineWidth(both) <= width ? [both] : [did, saved];
}

function edge(isChosen: boolean) {
  return isChosen ? span('▌', 'accent') : span(' ');
}

function rangeOf(run: Run, chosen: number | undefined, size: number) {
  const place = Math.max(
    0,
    run.rounds.findIndex(round => round.index === chosen),
  );
  return { from: place * size, to: (place + 1) * size };
}

interface Facts {
  readonly answer: string;
  readonly mark: string;
  readonly tone: Roles;
  readonly output: string;
  readonly time: string;
  readonly cost: string;
  readonly saving: string;
  readonly savingTone: Roles;
  readonly cache: string;
}

function factsOf(run: Run, round: Round): Facts {
  const mark = markOf(run, round.index);
  const call = answerCall(run, round);
  const meter = meterOfRound(run, round);
  const cached = meter.usage.cacheRead + meter.usage.cacheWrite5m + meter.usage.cacheWrite1h > 0;
  return {
    answer: shortAnswer(gradeOf(round)?.extracted ?? provisionalAnswer(run, round.index)?.value ?? '…'),
    mark: `${mark.sign} ${mark.word}`,
    tone: TONES[mark.tone],
    output: outputWords(call),
    time: call ? formatSeconds(elapsed(run, call)) : '',
    cost: call?.status === 'finished' ? formatUsd(meter.cost) : call?.status === 'failed' ? 'cost ?' : '…',
    saving: cached ? formatSaved(meter.saved) : '',
    savingTone: (meter.saved ?? 0) < 0 ? 'bad' : 'good',
    cache: call ? cacheShort(call) : '',
  };
}

/** An answer that is a text or a query of several lines, as one line. */
function shortAnswer(answer: string): string {
  return answer.replace(/\s+/g, ' ').trim();
}

function elapsed(run: Run, call: Call): number {
  return call.timing?.wallMs ?? (call.endedAt ?? run.at) - call.startedAt;
}

/** Until the end only an estimate can be given, and it says so. */
function outputWords(call: Call | undefined): string {
  if (!call) return '';
  if (call.usage) return `${formatCount(call.usage.output)} out`;
  const tokens = estimateTokens(call.text) + estimateTokens(call.thinking);
  return tokens === 0 ? '' : `~${formatCount(tokens)} out`;
}

function cacheShort(call: Call): string {
  const note = cacheNote(call);
  if (note.kind === 'implicit') return `read ${formatCount(note.read)} (implicit)`;
  if (note.kind !== 'used') return '';
  const read = note.read > 0 ? [`read ${formatCount(note.read)}`] : [];
  const wrote = note.written > 0 ? [`wrote ${formatCount(note.written)}`] : [];
  return [...read, ...wrote].join(' ');
}

function barSegments(run: Run, round: Round) {
  const { usage } = meterOfRound(run, round);
  return [
    { role: 'cacheRead' as const, value: usage.cacheRead },
    { role: 'cacheWrite' as const, value: usage.cacheWrite5m + usage.cacheWrite1h },
    { role: 'fresh' as const, value: usage.input },
    { role: 'output' as const, value: usage.output },
  ].filter(({ value }) => value > 0);
}

function barTotal(run: Run, round: Round): number {
  return barSegments(run, round).reduce((total, { value }) => total + value, 0);
}
