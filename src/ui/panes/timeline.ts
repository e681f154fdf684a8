/**
 * The rounds of a run as a timeline. Beside the panes there is room for a few lines a round; above
 * them a round is one line. Pure.
 */
import { cacheHitRate, meterOfRun } from '../../run/meter.ts';
import type { Round, Run } from '../../run/run.ts';
import { formatShare } from '../../text/numbers.ts';
import { fit } from '../../text/pad.ts';
import { clip, EMPTY, flow, type Line, line, rule, type StyledSpan, span } from '../line.ts';
import { bar, gauge } from '../widgets/bar.ts';
import { type RoundFacts, roundFacts } from './round-facts.ts';

export interface Timeline {
  readonly lines: Line[];
  /** Which of the lines belong to the chosen round. */
  readonly chosen: { readonly from: number; readonly to: number };
}

export const NO_TIMELINE: Timeline = { lines: [], chosen: { from: 0, to: 0 } };

/** One line a round, for a narrow screen. */
export function narrowTimeline(run: Run, chosen: number | undefined, width: number): Timeline {
  const lines = run.rounds.map(round => {
    const isChosen = round.index === chosen;
    return clip([edge(isChosen), ...narrowFacts(round, roundFacts(run, round), isChosen, width)], width);
  });
  const place = placeOf(run, chosen);
  return { lines, chosen: { from: place, to: place + 1 } };
}

/** The widths from which on the time, the saving and what the cache did have room. */
const ROOM = { time: 66, saving: 68, cache: 80 } as const;

function narrowFacts(round: Round, facts: RoundFacts, isChosen: boolean, width: number): Line {
  const did = facts.cache.map(words => words.split(' ')[0]).join(' ');
  return line(
    span(`${round.index}`.padEnd(3), isChosen ? 'strong' : 'text'),
    span(fit(facts.answer, 10 + Math.max(0, width - ROOM.cache)), isChosen ? 'strong' : 'text'),
    ' ',
    span(fit(facts.mark, 13), facts.tone),
    span(fit(facts.output, 10, 'right'), 'muted'),
    ...(width >= ROOM.time ? [span(fit(facts.time, 8, 'right'), 'muted')] : []),
    span(fit(facts.cost, 11, 'right')),
    ...(width >= ROOM.saving ? ['  ', span(facts.saving, facts.savingTone)] : []),
    ...(width >= ROOM.cache ? [' ', span(did, 'muted')] : []),
  );
}

/** A few lines a round and a blank one, for a column of `width` cells beside the panes. */
export function wideTimeline(run: Run, chosen: number | undefined, width: number): Timeline {
  const all = run.rounds.map(round => roundFacts(run, round));
  const scale = Math.max(1, ...all.map(total));
  const blocks = run.rounds.map((round, index) => {
    const facts = all[index] ?? roundFacts(run, round);
    return wideBlock(round, facts, round.index === chosen, scale, width);
  });
  const place = placeOf(run, chosen);
  const from = blocks.slice(0, place).reduce((sum, block) => sum + block.length + 1, 0);
  const next = queued(run);
  return {
    lines: [...blocks, ...(next.length > 0 ? [next] : [])].flatMap((block, index) =>
      index === 0 ? block : [EMPTY, ...block],
    ),
    chosen: { from, to: from + (blocks[place]?.length ?? 0) },
  };
}

function wideBlock(round: Round, facts: RoundFacts, isChosen: boolean, scale: number, width: number): Line[] {
  const margin = [edge(isChosen), span('   ')];
  const style = isChosen ? 'strong' : 'text';
  const drawn = bar(facts.tokens, scale, width - 8);
  return [
    [
      edge(isChosen),
      span(`${round.index}`.padEnd(3), style),
      span(fit(facts.answer, Math.max(4, width - 20)), style),
      span(' '),
      span(facts.mark, facts.tone),
    ],
    ...(drawn.length > 0 ? [[...margin, ...drawn]] : []),
    [...margin, span(`${facts.output.padEnd(9)} ${facts.time.padEnd(7)}  `, 'muted'), span(facts.cost)],
    ...flow([...(isChosen ? firstFact(facts) : []), ...moneyFacts(facts)], width - 4).map(spans => [
      ...margin,
      ...spans,
    ]),
  ].map(spans => clip(spans, width));
}

/** Of the round one looks at. */
function firstFact({ first }: RoundFacts): Line[] {
  return first === '' ? [] : [line(span(`first token ${first}`, 'muted'))];
}

/** What the cache did, and what that saved. */
function moneyFacts({ cache, saving, savingTone }: RoundFacts): Line[] {
  const did = cache.map(words => line(span(words, 'muted')));
  return saving === '' ? did : [...did, line(span('saved ', 'muted'), span(saving, savingTone))];
}

/** The rounds that are still to come, as far as is known. */
function queued(run: Run): Line[] {
  const next = run.rounds.length;
  if (run.outcome || next === 0) return [];
  const left = Math.max(0, run.settings.strategy.rounds + 1 - next);
  return Array.from({ length: left }, (_, index) =>
    line(span(` ${`${next + index}`.padEnd(3)}queued`, 'muted')),
  );
}

/** The share of all prompts that came from the cache, under a rule; nothing when nothing did. */
export function cacheGauge(run: Run, width: number): Line[] {
  const { usage } = meterOfRun(run);
  const share = cacheHitRate(usage);
  if (share === undefined || usage.cacheRead === 0) return [];
  const words = ` ${formatShare(share)}`;
  const label = span(' cached ', 'label');
  const room = Math.max(1, width - label.text.length - words.length - 1);
  return [rule(width), clip([label, ...gauge(share, 'cacheRead', room), span(words)], width)];
}

function edge(isChosen: boolean): StyledSpan {
  return isChosen ? span('▌', 'accent') : span(' ');
}

function placeOf(run: Run, chosen: number | undefined): number {
  return Math.max(
    0,
    run.rounds.findLastIndex(round => round.index === chosen),
  );
}

function total({ tokens }: RoundFacts): number {
  return tokens.reduce((sum, { value }) => sum + value, 0);
}
