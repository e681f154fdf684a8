/** The answers of a few lanes beside each other, each under a line that says which it is. Pure. */
import { markOf } from '../../analysis/marks.ts';
import { laneLabel } from '../../plain/lane-labels.ts';
import { laneAnswer } from '../../plain/lane-words.ts';
import { answerCall, lanesOf, type Run } from '../../run/run.ts';
import { EMPTY, fitLine, type Line, rule, span } from '../line.ts';
import { answerText } from './answer.ts';
import { TONES } from './round-facts.ts';

/** More columns are too narrow to be read. */
const MOST = 4;
/** Cells of a screen. */
const LEAST_SCREEN = 120;

export function hasRoomBeside(screenWidth: number): boolean {
  return screenWidth >= LEAST_SCREEN;
}

/** Whether the round has as many lanes as can be laid side by side. */
export function mayStandBeside(run: Run, index: number): boolean {
  const count = lanesIn(run, index).length;
  return count > 1 && count <= MOST;
}

/** While the lanes are being answered they are looked at together. */
export function isStreamingBeside(run: Run, index: number): boolean {
  const round = run.rounds.findLast(one => one.index === index);
  if (!round || run.outcome) return false;
  return lanesIn(run, index).some(lane => answerCall(run, round, lane)?.status === 'streaming');
}

export interface LanesBeside {
  /** Above the texts. */
  readonly head: readonly Line[];
  readonly lines: readonly Line[];
}

const BETWEEN = span(' │ ', 'rule');

/** Every line is at most `width` cells; `looked` is the lane that the other panes show. */
export function lanesBeside(
  run: Run,
  index: number,
  width: number,
  raw: boolean,
  looked: number,
): LanesBeside {
  const lanes = lanesIn(run, index);
  const column = Math.max(1, Math.floor((width - BETWEEN.text.length * (lanes.length - 1)) / lanes.length));
  const texts = lanes.map(lane => columnText(run, index, lane, column, raw));
  const rows = Math.max(0, ...texts.map(({ length }) => length));
  const beside = (cells: readonly (Line | undefined)[]) =>
    cells.flatMap((cell, place) => [...(place > 0 ? [BETWEEN] : []), ...fitLine(cell ?? EMPTY, column)]);
  return {
    head: [
      beside(lanes.map(lane => headLine(run, index, lane, lane === looked, column))),
      beside(lanes.map(() => rule(column))),
    ],
    lines: Array.from({ length: rows }, (_, row) => beside(texts.map(text => text[row]))),
  };
}

function lanesIn(run: Run, index: number): number[] {
  const round = run.rounds.findLast(one => one.index === index);
  return round ? lanesOf(run, round) : [];
}

/** From here on what a lane is has room in full. */
const WIDE_COLUMN = 48;

/** `lane 2  ✓ right  (1,024)  0.05`: the answer may be long. */
function headLine(run: Run, index: number, lane: number, isLooked: boolean, column: number): Line {
  const round = run.rounds.findLast(one => one.index === index);
  const { sign, word, tone } = markOf(run, index, lane);
  const answer = round && laneAnswer(run, round, lane);
  const label = round && laneLabel(run, round, lane);
  const named = column < WIDE_COLUMN ? label?.short : label?.words;
  return [
    span(`lane ${lane}`, isLooked ? 'strong' : 'label'),
    span(`  ${sign} ${word}`, TONES[tone]),
    ...(named === undefined ? [] : [span(`  (${named})`, 'muted')]),
    ...(answer ? [span(`  ${answer}`)] : []),
  ];
}

function columnText(run: Run, index: number, lane: number, width: number, raw: boolean): readonly Line[] {
  const round = run.rounds.findLast(one => one.index === index);
  const call = answerCall(run, round, lane);
  return call ? answerText(run, call, width, raw) : [[span('Not asked yet.', 'muted')]];
}
