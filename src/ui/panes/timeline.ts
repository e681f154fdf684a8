/**
 * The rounds of a run as a timeline. Beside the panes there is room for a few lines a round; above
 * them a round is one line. Pure.
 */
import type { Pending } from '../../engine/gate.ts';
import { cacheHitRate, meterOfRun } from '../../run/meter.ts';
import type { Round, Run } from '../../run/run.ts';
import { formatShare } from '../../text/numbers.ts';
import { fit } from '../../text/pad.ts';
import { textWidth } from '../../text/width.ts';
import { clip, EMPTY, flow, type Line, line, rule, span } from '../line.ts';
import { bar, gauge } from '../widgets/bar.ts';
import { badgeRows, withBadges } from './badge-spans.ts';
import { type RoundFacts, roundFacts } from './round-facts.ts';
import {
  edge,
  hasLanes,
  hiddenLanes,
  type LanePlan,
  laneRange,
  lanesInSight,
  narrowLane,
  narrowRow,
  numberSpans,
  wideLanes,
} from './timeline-rows.ts';
import { asWaiting, queued } from './timeline-waiting.ts';

export interface Timeline {
  readonly lines: Line[];
  /** Which of the lines belong to the chosen round. */
  readonly chosen: { readonly from: number; readonly to: number };
}

export const NO_TIMELINE: Timeline = { lines: [], chosen: { from: 0, to: 0 } };

/** What is looked at, what waits for somebody, and how much room there is. */
export interface TimelineLook {
  /** The call of the chosen round. */
  readonly call?: number | undefined;
  /** The lane of the chosen round; absent: its first. */
  readonly lane?: number | undefined;
  readonly waiting?: Pending | undefined;
  /** Lines on the screen; absent: as many as are wanted. */
  readonly rows?: number | undefined;
}

/** One line a round, for a narrow screen; of the chosen one a line a lane, too, where it has several. */
export function narrowTimeline(
  run: Run,
  chosen: number | undefined,
  width: number,
  look: TimelineLook = {},
): Timeline {
  const all = factsOfAll(run, chosen, look);
  const most = Math.max(0, ...all.map(({ shortTags }) => textWidth(shortTags) + 1));
  const tags = Math.min(MOST_TAGS, most);
  const room = { width, tags: tags > 1 ? tags : 0 };
  const blocks = run.rounds.map((round, index) => {
    const isChosen = round.index === chosen;
    const facts = narrowRow(round, all[index] ?? roundFacts(run, round), isChosen, room);
    const isOpen = isChosen && hasLanes(run, round);
    const row = isOpen ? facts : withBadges(facts, run, round, width);
    const lanes = isChosen
      ? [
          ...lanesInSight(run, round, look).map(lane =>
            withBadges(narrowLane(run, round, lane, look, room), run, round, width, lane),
          ),
          ...hiddenLanes(run, round, look).map(spans => clip(spans, width)),
        ]
      : [];
    return [row, ...lanes];
  });
  const place = placeOf(run, chosen);
  const from = blocks.slice(0, place).reduce((sum, block) => sum + block.length, 0);
  return { lines: blocks.flat(), chosen: { from, to: from + (blocks[place]?.length ?? 1) } };
}

/** Lines of the narrow timeline that are wanted when there are at most so many. */
export function narrowTimelineRows(run: Run, chosen: number | undefined, look: TimelineLook): number {
  const round = run.rounds.findLast(({ index }) => index === chosen);
  if (!round) return run.rounds.length;
  return run.rounds.length + lanesInSight(run, round, look).length + hiddenLanes(run, round, look).length;
}

/** Of the column that says what the user did; there is none where that is nothing. */
const MOST_TAGS = 17;

/** Of the chosen round the attempt that is looked at. */
function factsOfAll(run: Run, chosen: number | undefined, { call, waiting }: TimelineLook): RoundFacts[] {
  return run.rounds.map(round => {
    const facts = roundFacts(run, round, round.index === chosen ? call : undefined);
    return waiting?.kind === 'calls' && waiting.round === round.index ? asWaiting(facts) : facts;
  });
}

/**
 * A few lines a round and a blank one, for a column of `width` cells beside the panes. Lanes have lines of
 * their own: of all rounds where there is room, else of the chosen one.
 */
export function wideTimeline(
  run: Run,
  chosen: number | undefined,
  width: number,
  look: TimelineLook = {},
): Timeline {
  const plans = run.rounds.some(round => hasLanes(run, round)) ? PLANS : PLANS.slice(0, 1);
  const drawn = plans.map(plan => () => drawWide(run, chosen, width, look, plan));
  const last = drawn.at(-1);
  const rows = look.rows ?? Number.POSITIVE_INFINITY;
  for (const draw of drawn) {
    const timeline = draw();
    if (timeline.lines.length <= rows || draw === last) return timeline;
  }
  return NO_TIMELINE;
}

/** From the one that says most to the one that needs the least room. */
const PLANS: readonly LanePlan[] = [
  { open: 'all', lines: 2 },
  { open: 'chosen', lines: 2 },
  { open: 'chosen', lines: 1 },
];

function drawWide(
  run: Run,
  chosen: number | undefined,
  width: number,
  look: TimelineLook,
  plan: LanePlan,
): Timeline {
  const all = factsOfAll(run, chosen, look);
  const scale = Math.max(1, ...all.map(total));
  const blocks = run.rounds.map((round, index) => {
    const facts = all[index] ?? roundFacts(run, round);
    const isChosen = round.index === chosen;
    const block = wideBlock(round, facts, isChosen, scale, width);
    const isOpen = hasLanes(run, round) && (isChosen || plan.open === 'all');
    if (isOpen) return [...block, ...wideLanes(run, round, isChosen, look, width, plan)];
    const badges = badgeRows(run, round, width - 4);
    return [...block, ...badges.map(spans => clip([edge(isChosen), span('   '), ...spans], width))];
  });
  const place = placeOf(run, chosen);
  const from = blocks.slice(0, place).reduce((sum, block) => sum + block.length + 1, 0);
  const size = blocks[place]?.length ?? 0;
  const next = queued(run, look.waiting);
  const lines = [...blocks, ...(next.length > 0 ? [next] : [])].flatMap((block, index) =>
    index === 0 ? block : [EMPTY, ...block],
  );
  const range = { from, to: from + size };
  // Where the round is longer than the screen, the lane that is looked at is in sight.
  const isTooLong = look.rows !== undefined && size > look.rows;
  return { lines, chosen: isTooLong ? laneRange(run, run.rounds[place], look, range, plan) : range };
}

function wideBlock(round: Round, facts: RoundFacts, isChosen: boolean, scale: number, width: number): Line[] {
  const margin = [edge(isChosen), span('   ')];
  const style = isChosen ? 'strong' : 'text';
  const drawn = bar(facts.tokens, scale, width - 8);
  const count = facts.lanes === facts.answer ? [] : [facts.lanes].filter(Boolean);
  const answers = [...count, ...facts.answers].map(words => line(span(words)));
  return [
    [
      edge(isChosen),
      ...numberSpans(round, facts, isChosen),
      span(fit(facts.answer, Math.max(4, width - 20)), style),
      span(' '),
      span(facts.mark, facts.tone),
    ],
    ...flow(answers, width - 4).map(spans => [...margin, ...spans]),
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

function placeOf(run: Run, chosen: number | undefined): number {
  return Math.max(
    0,
    run.rounds.findLastIndex(round => round.index === chosen),
  );
}

function total({ tokens }: RoundFacts): number {
  return tokens.reduce((sum, { value }) => sum + value, 0);
}
