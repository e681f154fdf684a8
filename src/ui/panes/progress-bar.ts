/**
 * The progress bar of a player: how far the run has come, where its rounds begin, and what is marked, each
 * with a sign of its own; and in words how it is played. Pure.
 */
import type { Marker } from '../../replay/markers.ts';
import { formatSecondsShort } from '../../text/numbers.ts';
import { type Line, line, lineWidth, type StyledSpan, span } from '../line.ts';
import type { PlayerState } from '../player-state.ts';
import type { Roles } from '../theme.ts';
import { TONES } from './round-facts.ts';

/** One line of exactly `width` cells. */
export function progressLine(player: PlayerState, width: number): Line {
  const words = playWords(player).find(one => width - lineWidth(one) >= LEAST_BAR) ?? [];
  return [...barOf(player, width - lineWidth(words)), ...words];
}

const LEAST_BAR = 30;

/** Ways to say how it is played, the longest first. */
function playWords(player: PlayerState): Line[] {
  const { idleMs, stopAt, loop, file, isTimed } = player;
  const here = markerHere(player);
  const marked = here ? [span(`  ${here.sign} ${here.words}`, TONES[here.tone])] : [];
  const quiet = (text: string) => span(`  ${text}`, 'muted');
  const how = [
    ...(idleMs === undefined ? [] : [quiet(`waits ≤ ${formatSecondsShort(idleMs)}`)]),
    ...(stopAt === 'nothing' ? [] : [quiet(`halts at ${stopAt}`)]),
    ...(loop ? [quiet('loop')] : []),
    ...(file ? [quiet(`file ${file.number} of ${file.of}`)] : []),
  ];
  const untimed = ['timing not known: two seconds a call', 'no times: 2 s a call'];
  const clocks = isTimed ? [[]] : untimed.map(words => [span(`  ${words}`, 'warning')]);
  const [shortest = []] = clocks.slice(-1);
  return [
    ...clocks.map(clock => ended([...marked, ...clock, ...how])),
    ended([...shortest, ...how]),
    ended([...marked, ...shortest]),
    ended(shortest),
    [],
  ];
}

function ended(words: readonly StyledSpan[]): Line {
  return words.length === 0 ? [] : line(...words, ' ');
}

/** What is marked where somebody stands; while it plays that would only flicker. */
function markerHere({ markers, events, playing }: PlayerState): Marker | undefined {
  if (playing) return undefined;
  const here = markers.filter(({ count }) => count === events.count);
  return here.toSorted((a, b) => RANK[a.kind] - RANK[b.kind])[0];
}

/** What gives way where two fall into one cell. */
const RANK: Readonly<Record<Marker['kind'], number>> = { flip: 0, failure: 1, note: 2, retry: 3, round: 4 };

function barOf({ markers, atMs, durationMs, ended: isOver }: PlayerState, width: number): StyledSpan[] {
  const cells = cellsOf(markers, durationMs, width);
  const played = isOver ? width : Math.min(width, Math.round((atMs / Math.max(1, durationMs)) * width));
  const spans: StyledSpan[] = [];
  for (let cell = 0; cell < width; cell++) {
    const drawn = cellAt(cells[cell], cell < played);
    const last = spans.at(-1);
    if (last?.style === drawn.style) spans[spans.length - 1] = span(last.text + drawn.text, drawn.style);
    else spans.push(drawn);
  }
  return spans;
}

/** What is still to come is dim, whatever it will be. */
function cellAt(marked: StyledSpan | undefined, isPlayed: boolean): StyledSpan {
  if (!marked) return isPlayed ? PLAYED : TO_COME;
  return isPlayed ? marked : span(marked.text, 'muted');
}

const PLAYED = span('━', 'accent');
const TO_COME = span('─', 'rule');

type Cells = readonly (StyledSpan | undefined)[];

/** What is marked does not change while a run plays. */
const laid = new WeakMap<readonly Marker[], { readonly width: number; readonly cells: Cells }>();

function cellsOf(markers: readonly Marker[], durationMs: number, width: number): Cells {
  const known = laid.get(markers);
  if (known?.width === width) return known.cells;
  const cells = layCells(markers, durationMs, width);
  laid.set(markers, { width, cells });
  return cells;
}

/** The most telling first; a round's number stands where it begins or a cell later, what ended a round where it was or a cell sooner. */
function layCells(markers: readonly Marker[], durationMs: number, width: number): Cells {
  const cells = Array<StyledSpan | undefined>(width).fill(undefined);
  const numbers = new Set<number>();
  const isFree = (from: number, length: number) =>
    from >= 0 && from + length <= width && cells.slice(from, from + length).every(cell => cell === undefined);
  for (const { kind, atMs, round, sign, tone } of markers.toSorted((a, b) => RANK[a.kind] - RANK[b.kind])) {
    const wanted = Math.min(width - 1, Math.floor((atMs / Math.max(1, durationMs)) * width));
    const text = kind === 'round' ? `${round}` : sign;
    // Two numbers beside each other would read as one.
    const isApart = (from: number) =>
      kind !== 'round' || (!numbers.has(from - 1) && !numbers.has(from + text.length));
    const places = kind === 'round' ? [wanted, wanted + 1] : [wanted, wanted - 1];
    const from = places.find(place => isFree(place, text.length) && isApart(place));
    if (from === undefined) continue;
    const style: Roles = kind === 'round' ? 'strong' : TONES[tone];
    for (const [index, character] of [...text].entries()) {
      cells[from + index] = span(character, style);
      if (kind === 'round') numbers.add(from + index);
    }
  }
  return cells;
}
