/**
 * The rounds of a run as a timeline. Beside the panes there is room for a few lines a round; above
 * them a round is one line. Pure.
 */
import type { Pending } from '../../engine/gate.ts';
import { kindName } from '../../plain/edit-words.ts';
import { isProbe, settingsAt } from '../../run/edits.ts';
import { cacheHitRate, meterOfRun } from '../../run/meter.ts';
import type { Round, Run } from '../../run/run.ts';
import { formatShare } from '../../text/numbers.ts';
import { fit } from '../../text/pad.ts';
import { textWidth } from '../../text/width.ts';
import { clip, EMPTY, flow, type Line, line, rule, type StyledSpan, span } from '../line.ts';
import { bar, gauge } from '../widgets/bar.ts';
import { NOTE_SIGN } from './remark.ts';
import { type RoundFacts, roundFacts } from './round-facts.ts';

export interface Timeline {
  readonly lines: Line[];
  /** Which of the lines belong to the chosen round. */
  readonly chosen: { readonly from: number; readonly to: number };
}

export const NO_TIMELINE: Timeline = { lines: [], chosen: { from: 0, to: 0 } };

/** What is looked at, and what waits for somebody. */
export interface TimelineLook {
  /** The attempt of the chosen round. */
  readonly call?: number | undefined;
  readonly waiting?: Pending | undefined;
}

/** One line a round, for a narrow screen. */
export function narrowTimeline(
  run: Run,
  chosen: number | undefined,
  width: number,
  look: TimelineLook = {},
): Timeline {
  const all = factsOfAll(run, chosen, look);
  const tags = Math.min(MOST_TAGS, Math.max(0, ...all.map(({ shortTags }) => textWidth(shortTags) + 1)));
  const room = { width, tags: tags > 1 ? tags : 0 };
  const lines = run.rounds.map((round, index) => {
    const isChosen = round.index === chosen;
    const facts = all[index] ?? roundFacts(run, round);
    return clip([edge(isChosen), ...narrowFacts(round, facts, isChosen, room)], width);
  });
  const place = placeOf(run, chosen);
  return { lines, chosen: { from: place, to: place + 1 } };
}

/** The widths from which on the tokens, the time, the saving and what the cache did have room. */
const ROOM = { output: 50, time: 66, saving: 68, cache: 80 } as const;
/** Of the column that says what the user did; there is none where that is nothing. */
const MOST_TAGS = 17;

function narrowFacts(
  round: Round,
  facts: RoundFacts,
  isChosen: boolean,
  room: { readonly width: number; readonly tags: number },
): Line {
  const did = facts.cache.map(words => words.split(' ')[0]).join(' ');
  const width = room.width - room.tags;
  return line(
    ...numberSpans(round, facts, isChosen),
    span(fit(facts.answer, 10 + Math.max(0, width - ROOM.cache)), isChosen ? 'strong' : 'text'),
    ' ',
    span(fit(facts.mark, 13), facts.tone),
    ...(room.tags > 0 ? [span(fit(facts.shortTags, room.tags), 'warning')] : []),
    ...(width >= ROOM.output ? [span(fit(facts.output, 10, 'right'), 'muted')] : []),
    ...(width >= ROOM.time ? [span(fit(facts.time, 8, 'right'), 'muted')] : []),
    span(fit(facts.cost, 11, 'right')),
    ...(width >= ROOM.saving ? ['  ', span(facts.saving, facts.savingTone)] : []),
    ...(width >= ROOM.cache ? [' ', span(did, 'muted')] : []),
  );
}

/** The number of the round, and the sign of a note on it. */
function numberSpans(round: Round, { noted }: RoundFacts, isChosen: boolean): StyledSpan[] {
  const style = isChosen ? 'strong' : 'text';
  if (!noted) return [span(`${round.index}`.padEnd(3), style)];
  const number = `${round.index}`;
  return [span(number, style), span(NOTE_SIGN.padEnd(3 - number.length), 'warning')];
}

/** Of the chosen round the attempt that is looked at. */
function factsOfAll(run: Run, chosen: number | undefined, { call, waiting }: TimelineLook): RoundFacts[] {
  return run.rounds.map(round => {
    const facts = roundFacts(run, round, round.index === chosen ? call : undefined);
    return waiting?.kind === 'calls' && waiting.round === round.index ? asWaiting(facts) : facts;
  });
}

/** A round that was begun, and would be asked once more. */
function asWaiting(facts: RoundFacts): RoundFacts {
  const short = facts.shortTags === '' ? WAITS : `${WAITS}, ${facts.shortTags}`;
  return { ...facts, tags: [WAITS, ...facts.tags], shortTags: short };
}

/** A few lines a round and a blank one, for a column of `width` cells beside the panes. */
export function wideTimeline(
  run: Run,
  chosen: number | undefined,
  width: number,
  look: TimelineLook = {},
): Timeline {
  const all = factsOfAll(run, chosen, look);
  const scale = Math.max(1, ...all.map(total));
  const blocks = run.rounds.map((round, index) => {
    const facts = all[index] ?? roundFacts(run, round);
    return wideBlock(round, facts, round.index === chosen, scale, width);
  });
  const place = placeOf(run, chosen);
  const from = blocks.slice(0, place).reduce((sum, block) => sum + block.length + 1, 0);
  const next = queued(run, look.waiting);
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
      ...numberSpans(round, facts, isChosen),
      span(fit(facts.answer, Math.max(4, width - 20)), style),
      span(' '),
      span(facts.mark, facts.tone),
    ],
    ...(drawn.length > 0 ? [[...margin, ...drawn]] : []),
    [...margin, span(`${facts.output.padEnd(9)} ${facts.time.padEnd(7)}  `, 'muted'), span(facts.cost)],
    ...flow(
      [...userFacts(facts), ...(isChosen ? firstFact(facts) : []), ...moneyFacts(facts)],
      width - 4,
    ).map(spans => [...margin, ...spans]),
  ].map(spans => clip(spans, width));
}

/** What a probe did, and what the user did. */
function userFacts({ tags }: RoundFacts): Line[] {
  return tags.map(tag => line(span(tag, 'warning')));
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

/** The rounds that are still to come, as far as is known, and the one that waits. */
function queued(run: Run, waiting: Pending | undefined): Line[] {
  const next = run.rounds.length;
  const waits = waiting?.kind === 'calls' && waiting.round === next ? waiting : undefined;
  if (run.outcome || (next === 0 && !waits)) return [];
  // Probes are no rounds of the strategy.
  const own = run.rounds.filter(({ kind }) => !isProbe(kind)).length;
  const left = Math.max(0, settingsAt(run, next).strategy.rounds + 1 - own);
  const isExtra = waits !== undefined && isProbe(waits.roundKind);
  return Array.from({ length: left + (isExtra ? 1 : 0) }, (_, index) => {
    const number = ` ${`${next + index}`.padEnd(3)}`;
    if (!waits || index > 0) return line(span(`${number}queued`, 'muted'));
    return line(
      span(number, 'muted'),
      span(`${WAITS}${isExtra ? `: ${kindName(waits.roundKind)}` : ''}`, 'warning'),
    );
  });
}

const WAITS = 'waits';

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
