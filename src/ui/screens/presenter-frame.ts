/**
 * The view for a room: one column of large text, what it is and how far it has come above, what it cost
 * below. Nothing that is only for the person at the keyboard: no keys, no lists, no notes. Pure.
 */
import { headline, provenanceWords } from '../../plain/describe.ts';
import type { LogEntry } from '../../run/event-log.ts';
import type { Round, Run } from '../../run/run.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { clip, EMPTY, indented, type Line, line, lineWidth, padTo, span, spread, wrapped } from '../line.ts';
import { placeWords, shortTitle } from '../panes/header.ts';
import { meterLine } from '../panes/meter.ts';
import { roundFacts } from '../panes/round-facts.ts';
import { offsetOf } from '../widgets/scroll.ts';
import { paneContent, remarkLines } from './inspector-pane.ts';
import { scrollIn } from './inspector-scroll.ts';
import { type InspectorInput, type PaneExtent, shownRound, showsAnswer } from './inspector-state.ts';

/** Whether the room sees it: what is written, chosen or looked for needs the whole screen. */
export function isPresenting({ player, state }: InspectorInput): boolean {
  const { over, menu, search, goTo } = state;
  return player?.presenting === true && !over && !menu && !search?.typing && !goTo;
}

/** Exactly `height` lines, none wider than `width`. */
export function presenterFrame(input: InspectorInput): Line[] {
  const { state, height, width } = input;
  const { shown, extent, above, below, column } = presented(input);
  const { lines = [] } = extent;
  const offset = offsetOf(scrollIn(state, extent), extent);
  const body = padTo(lines.slice(offset, offset + extent.height), extent.height);
  const margin = Math.floor((width - column) / 2);
  // The meter has a cell of its own around it.
  const meter = shown.run ? indented([meterLine(shown.run, column + 2)], margin - 1) : [EMPTY];
  const page = [...indented([...above, ...body, ...below], margin), ...meter, EMPTY];
  return padTo(page, height).map(spans => clip(spans, width));
}

export function presenterExtent(input: InspectorInput): PaneExtent {
  return presented(input).extent;
}

/** Longer rows are hard to read from the back of a room. */
const WIDEST = 90;
const LEAST_MARGIN = 4;

function presented(input: InspectorInput) {
  const { width, height } = input;
  const shown = { ...input, run: withoutNotes(input.run), log: withoutNoted(input.log) };
  const column = Math.min(WIDEST, width - 2 * LEAST_MARGIN);
  const content = paneContent(shown, column);
  // Nobody asks what an answer is compared with, where it is with nothing.
  const titles = showsAnswer(shown.state, shown.run) ? [] : content.words;
  const title = titles.find(words => lineWidth(words) <= column);
  const said = input.notice === undefined && !input.player?.ended ? [] : endWords(shown, column);
  const above = [EMPTY, headLine(shown, column), EMPTY, ...(title ? [title, EMPTY] : [])];
  const below = [EMPTY, ...(said.length > 0 ? [...said, EMPTY] : [])];
  const room = Math.max(1, height - above.length - below.length - METER_ROWS);
  const { pinned = [], lines, changes = [], start } = content;
  const all = [...questionLines(shown, column), ...pinned, ...lines];
  const before = all.length - lines.length;
  // Lines stand apart where all of them have room so.
  const every = all.length * 2 - 1 <= room ? 2 : 1;
  const extent: PaneExtent = {
    total: all.length * every,
    height: room,
    lines: every === 2 ? all.flatMap(one => [one, EMPTY]) : all,
    changes: changes.map(place => (place + before) * every),
    start: start === undefined ? undefined : (start + before) * every,
  };
  return { shown, extent, above, below, column };
}

/** With the blank row below it. */
const METER_ROWS = 2;

/** A word of the program, or that the recording stops in the middle. */
function endWords(input: InspectorInput, width: number): Line[] {
  const isCutOff = input.player?.ended === true && input.run?.outcome === undefined;
  return input.notice !== undefined || isCutOff ? remarkLines(input, width) : [];
}

const MOST_OF_QUESTION = 5;

/** What was asked, above the first answer: of a long question its beginning. */
function questionLines({ run, state }: InspectorInput, width: number): Line[] {
  if (!run || (shownRound(state, run) ?? 0) !== 0) return [];
  if (state.pane !== 'answer' && state.pane !== 'diff') return [];
  const whole = run.question.text.split('\n').flatMap(text => wrapped(text, width, 'label'));
  const shown = whole.slice(0, MOST_OF_QUESTION);
  return [...shown, ...(whole.length > shown.length ? [line(span('…', 'label'))] : []), EMPTY];
}

function headLine({ run, state, player }: InspectorInput, width: number): Line {
  if (!run) return line(span('starting…', 'muted'));
  const sign = player?.ended ? '■ ' : player?.playing === false ? '‖ ' : '';
  const index = shownRound(state, run);
  const round = run.rounds.findLast(one => one.index === index);
  const facts = round && roundFacts(run, round);
  const place = round ? placeWords(run, round.index, round.kind, ' of ') : '';
  const source = run.provenance === 'live' ? '' : `${provenanceWords(run.provenance)}  `;
  const right = line(
    span(source, 'warning'),
    span(sign, 'accent'),
    span(place),
    ...(facts ? ['  ', span(facts.mark, facts.tone)] : []),
  );
  const titles = [headline(run), shortTitle(run)].map(sanitizeLine);
  const title = titles.find(one => lineWidth([span(one)]) + lineWidth(right) + 2 <= width) ?? titles.at(-1);
  return spread(line(span(title ?? '', 'strong')), right, width);
}

/** A round stays the same object without its note, so that it is laid out once. */
const quiet = new WeakMap<Round, Round>();

function withoutNotes(run: Run | undefined): Run | undefined {
  if (!run?.rounds.some(({ note }) => note !== undefined)) return run;
  return { ...run, rounds: run.rounds.map(withoutNote) };
}

function withoutNote(round: Round): Round {
  if (round.note === undefined) return round;
  const known = quiet.get(round);
  if (known) return known;
  const { note: _note, ...rest } = round;
  quiet.set(round, rest);
  return rest;
}

function withoutNoted(log: readonly LogEntry[]): readonly LogEntry[] {
  return log.some(isNoted) ? log.filter(entry => !isNoted(entry)) : log;
}

function isNoted({ event }: LogEntry): boolean {
  return event.type === 'user.noted';
}
