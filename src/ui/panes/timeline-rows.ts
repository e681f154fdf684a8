/** The rows of the timeline: one of a round on a narrow screen, and those of the lanes of a round. Pure. */
import { lanesOf, type Round, type Run } from '../../run/run.ts';
import { fit } from '../../text/pad.ts';
import { textWidth } from '../../text/width.ts';
import { clip, flow, type Line, line, lineWidth, type StyledSpan, span } from '../line.ts';
import { laneBadges } from './badge-spans.ts';
import { NOTE_SIGN } from './remark.ts';
import { laneFacts, type RoundFacts } from './round-facts.ts';
import type { TimelineLook } from './timeline.ts';

/** How lanes are told beside the panes. */
export interface LanePlan {
  readonly open: 'all' | 'chosen';
  /** A lane has one line or two. */
  readonly lines: 1 | 2;
}

export function hasLanes(run: Run, round: Round): boolean {
  return lanesOf(run, round).length > 1;
}

/** The lane that is looked at in the chosen round; the first where nobody says which. */
function lookedLane(run: Run, round: Round, { lane }: TimelineLook): number {
  const lanes = lanesOf(run, round);
  return lane !== undefined && lanes.includes(lane) ? lane : (lanes[0] ?? 0);
}

/** The lanes that have a row below the chosen round: all of them, or where there is no room the one that is looked at. */
export function lanesInSight(run: Run, round: Round, look: TimelineLook): number[] {
  if (!hasLanes(run, round)) return [];
  const lanes = lanesOf(run, round);
  const { rows = Number.POSITIVE_INFINITY } = look;
  if (lanes.length < rows) return lanes;
  return rows > 1 ? [lookedLane(run, round, look)] : [];
}

export function edge(isChosen: boolean): StyledSpan {
  return isChosen ? span('▌', 'accent') : span(' ');
}

/** The number of the round, and the sign of a note on it. */
export function numberSpans(round: Round, { noted }: RoundFacts, isChosen: boolean): StyledSpan[] {
  const style = isChosen ? 'strong' : 'text';
  if (!noted) return [span(`${round.index}`.padEnd(3), style)];
  const number = `${round.index}`;
  return [span(number, style), span(NOTE_SIGN.padEnd(3 - number.length), 'warning')];
}

/** `tags`: of the column that says what the user did. */
export interface NarrowRoom {
  readonly width: number;
  readonly tags: number;
}

const MARK = 13;
/** The widths from which on the tokens, the time, the saving and what the cache did have room. */
const ROOM = { output: 50, time: 66, saving: 68, cache: 80 } as const;

export function narrowRow(round: Round, facts: RoundFacts, isChosen: boolean, room: NarrowRoom): Line {
  const number = numberSpans(round, facts, isChosen);
  const told = facts.lanes === '' ? narrowFacts(facts, isChosen, room, 0) : lanesSpans(facts, isChosen, room);
  return clip([edge(isChosen), ...number, ...told], room.width);
}

/** What the lanes answered needs the room in which a round of one lane tells its tokens and its time. */
function lanesSpans(facts: RoundFacts, isChosen: boolean, room: NarrowRoom): Line {
  const width = room.width - room.tags;
  const more = (width >= ROOM.output ? 10 : 0) + (width >= ROOM.time ? 8 : 0);
  const words = `${facts.lanes}: ${facts.answers.join(', ')}`;
  return line(
    span(fit(words, answerWidth(width) + more - 1), isChosen ? 'strong' : 'text'),
    ' ',
    span(fit(facts.mark, MARK + 1), facts.tone),
    ...(room.tags > 0 ? [span(fit(facts.shortTags, room.tags), 'warning')] : []),
    span(fit(facts.cost, 11, 'right')),
    ...(width >= ROOM.saving ? ['  ', span(facts.saving, facts.savingTone)] : []),
  );
}

function answerWidth(width: number): number {
  return 10 + Math.max(0, width - ROOM.cache);
}

/** `0.3`, one step to the right of the rounds. */
export function narrowLane(run: Run, round: Round, lane: number, look: TimelineLook, room: NarrowRoom): Line {
  const isLooked = lane === lookedLane(run, round, look);
  const facts = laneFacts(run, round, lane, isLooked ? look.call : undefined);
  const number = laneNumber(round, lane, isLooked);
  const moved = number.text.length - 3;
  const told = [edge(isLooked), number, ...narrowFacts(facts, isLooked, room, moved)];
  return clip([...told, ...labelSpans(facts, room.width - lineWidth(told) - 2)], room.width);
}

/** What the lane is, as far as there is room for it. */
function labelSpans({ label }: RoundFacts, room: number): StyledSpan[] {
  const words = [label?.words, label?.short].find(one => one !== undefined && textWidth(one) <= room);
  return words === undefined ? [] : [span('  '), span(words, 'muted')];
}

/** That there are more lanes than rows for them. */
export function hiddenLanes(run: Run, round: Round, look: TimelineLook): Line[] {
  const hidden = lanesOf(run, round).length - lanesInSight(run, round, look).length;
  const { rows = Number.POSITIVE_INFINITY } = look;
  if (!hasLanes(run, round) || hidden === 0 || rows < 3) return [];
  return [line(' ', span(` ${hidden} more ${hidden === 1 ? 'lane' : 'lanes'}: J K`, 'muted'))];
}

function laneNumber({ index }: Round, lane: number, isLooked: boolean): StyledSpan {
  return span(` ${`${index}.${lane}`.padEnd(4)} `, isLooked ? 'strong' : 'muted');
}

/** `moved`: so many cells further to the right than a round begins. */
function narrowFacts(facts: RoundFacts, isChosen: boolean, room: NarrowRoom, moved: number): Line {
  const did = facts.cache.map(words => words.split(' ')[0]).join(' ');
  const width = room.width - room.tags;
  return line(
    span(fit(facts.answer, Math.max(1, answerWidth(width) - moved)), isChosen ? 'strong' : 'text'),
    ' ',
    span(fit(facts.mark, MARK), facts.tone),
    ...(room.tags > 0 ? [span(fit(facts.shortTags, room.tags), 'warning')] : []),
    ...(width >= ROOM.output ? [span(fit(facts.output, 10, 'right'), 'muted')] : []),
    ...(width >= ROOM.time ? [span(fit(facts.time, 8, 'right'), 'muted')] : []),
    span(fit(facts.cost, 11, 'right')),
    ...(width >= ROOM.saving ? ['  ', span(facts.saving, facts.savingTone)] : []),
    ...(width >= ROOM.cache ? [' ', span(did, 'muted')] : []),
  );
}

/** The lanes of a round below it, beside the panes. */
export function wideLanes(
  run: Run,
  round: Round,
  isChosen: boolean,
  look: TimelineLook,
  width: number,
  { lines }: LanePlan,
): Line[] {
  return lanesOf(run, round).flatMap(lane => {
    const isLooked = isChosen && lane === lookedLane(run, round, look);
    const facts = laneFacts(run, round, lane, isLooked ? look.call : undefined);
    return lines === 1
      ? [oneLine(round, lane, facts, isLooked, width)]
      : twoLines(round, lane, facts, laneBadges(run, round, lane), isLooked, width);
  });
}

const COST = 9;

function oneLine(round: Round, lane: number, facts: RoundFacts, isLooked: boolean, width: number): Line {
  const number = laneNumber(round, lane, isLooked);
  const answer = Math.max(1, width - 1 - number.text.length - MARK - COST);
  return clip(
    [
      edge(isLooked),
      number,
      span(fit(facts.answer, answer), isLooked ? 'strong' : 'text'),
      span(fit(` ${facts.mark}`, MARK), facts.tone),
      span(fit(facts.cost, COST, 'right')),
    ],
    width,
  );
}

function twoLines(
  round: Round,
  lane: number,
  facts: RoundFacts,
  badges: readonly Line[],
  isLooked: boolean,
  width: number,
): Line[] {
  const number = laneNumber(round, lane, isLooked);
  const margin = [edge(isLooked), span(' '.repeat(number.text.length))];
  const answer = Math.max(1, width - 1 - number.text.length - MARK - 3);
  const cost = facts.cost === '…' ? '' : facts.cost;
  const below = [
    ...facts.tags.map(tag => line(span(tag, 'warning'))),
    ...badges,
    ...(facts.label ? [line(span(facts.label.words, 'muted'))] : []),
    ...[facts.output, facts.time].filter(Boolean).map(words => line(span(words, 'muted'))),
    ...(cost === '' ? [] : [line(span(cost))]),
    ...(facts.first === '' ? [] : [line(span(`first ${facts.first}`, 'muted'))]),
  ];
  // Two lines a lane, however much there is to tell.
  const [row = []] = flow(below, Math.max(1, width - 1 - number.text.length));
  return [
    [
      edge(isLooked),
      number,
      span(fit(facts.answer, answer), isLooked ? 'strong' : 'text'),
      span(` ${facts.mark}`, facts.tone),
    ],
    [...margin, ...row],
  ].map(spans => clip(spans, width));
}

/** The lines of the looked-at lane, counted from the end of those of its round. */
export function laneRange(
  run: Run,
  round: Round | undefined,
  look: TimelineLook,
  block: { readonly from: number; readonly to: number },
  { lines }: LanePlan,
): { readonly from: number; readonly to: number } {
  if (!round || !hasLanes(run, round)) return block;
  const lanes = lanesOf(run, round);
  const behind = lanes.length - lanes.indexOf(lookedLane(run, round, look));
  const from = block.to - behind * lines;
  return { from, to: from + lines };
}
