/** The first line of a run's screen: what runs, where it comes from, what is going on. Pure. */
import type { Pending } from '../../engine/gate.ts';
import { branchWords, shortBranchWords, shortRunId } from '../../plain/branch-words.ts';
import { firstWords, headline, modelName, provenanceWords } from '../../plain/describe.ts';
import { doingWords } from '../../plain/lane-words.ts';
import { returnedBeside, returnedPlace } from '../../plain/returned-words.ts';
import { isProbe, settingsAt } from '../../run/edited.ts';
import type { Call, Run, RunOutcome } from '../../run/run.ts';
import { SOURCE_ENDS } from '../../strategies/stop-rules.ts';
import { formatCount, formatPlace } from '../../text/numbers.ts';
import { truncate } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { type Line, line, lineWidth, type StyledSpan, span, spread } from '../line.ts';
import type { PlayerState } from '../player-state.ts';
import { tokensSoFar } from './model-text.ts';

const NAME = span('reflectoscope', 'heading');
/** From here on all of the settings that matter are named. */
const WIDE = 100;
/** While a run goes on its state has room for the longest words, so that the title does not jump. */
const STATE_ROOM = 23;

/** `waiting` is what waits for somebody to let it happen. */
export function headerLine(
  run: Run | undefined,
  player: PlayerState | undefined,
  width: number,
  waiting?: Pending,
): Line {
  if (!run) return spread(line(' ', NAME), line(span('starting… ', 'muted')), width);
  const wide = width >= WIDE;
  const origin = originWords(run, wide);
  const isTold = wide || run.provenance !== 'live';
  const source = isTold ? [span(`${sourceWords(run, wide)}  `, 'warning')] : [];
  const isOver = run.outcome !== undefined && (!player || player.ended);
  const state = player ? playerState(run, player, wide) : liveState(run, wide, waiting);
  const own = lineWidth(state) + 2;
  const room = isOver ? own : waiting || player ? Math.max(STATE_ROOM, own) : STATE_ROOM;
  const right = lineWidth(source) + room;
  const title = sanitizeLine(wide ? headline(run) : shortTitle(run));
  const named = line(' ', NAME, '  ', title, ...origin);
  const least = width - right - lineWidth(origin) - 1;
  const left =
    lineWidth(named) + right <= width
      ? named
      : // Where it comes from is said however long the title is.
        line(' ', origin.length > 0 ? truncate(title, Math.max(LEAST_TITLE, least)) : title, ...origin);
  return spread(left, [...source, ...state, span(' ')], width);
}

/** Of an imported run its format, where there is room. */
function sourceWords({ provenance, imported }: Run, wide: boolean): string {
  const words = provenanceWords(provenance);
  return wide && imported ? `${words}: ${sanitizeLine(imported.from)}` : words;
}

const LEAST_TITLE = 10;

/** That the run is a branch, and that it was gone on with. */
function originWords(run: Run, wide: boolean): StyledSpan[] {
  const branch = wide ? branchWords(run, shortRunId) : shortBranchWords(run);
  const words = [...(branch ? [branch] : []), ...(run.resumed > 0 ? ['gone on with'] : [])];
  return words.map(text => span(` · ${sanitizeLine(text)}`, 'warning'));
}

export function shortTitle({ settings, question }: Run): string {
  return `${modelName(settings.model).replace(/^Claude /, '')} · ${question.title ?? firstWords(question.text)}`;
}

/** At the end of a recording it is said how the run ended, as of one that was just made. */
function playerState(run: Run, player: PlayerState, wide: boolean): StyledSpan[] {
  const { playing, ended, speed } = player;
  const place = `${playedPlace(player)}  ${speed}×`;
  const sign = playing ? '▶' : ended ? '■' : '‖';
  // Beside the place there is no room for all of it on a narrow screen; the answer is marked in the timeline.
  const words = ended && run.outcome ? endWords(run, run.outcome, wide) : [];
  const end = words.length > 0 ? [span('  '), ...(wide ? words : words.slice(0, 1))] : [];
  return [span(`${sign} `, 'accent'), span(place), ...end];
}

/** Where times are not known it is told by the order of what happened. */
function playedPlace({ isTimed, atMs, durationMs, events }: PlayerState): string {
  if (isTimed) return `${formatPlace(atMs)} / ${formatPlace(durationMs)}`;
  return `event ${formatCount(events.count)} / ${formatCount(events.of)}`;
}

function liveState(run: Run, wide: boolean, waiting: Pending | undefined): StyledSpan[] {
  const { outcome } = run;
  if (outcome?.kind === 'stopped') return [span('■ ', 'muted'), ...endWords(run, outcome, wide)];
  if (outcome?.kind === 'cancelled') return [span('■ ', 'warning'), ...endWords(run, outcome, wide)];
  if (outcome) return endWords(run, outcome, wide);
  if (waiting) return [span('‖ ', 'accent'), span(waitingWords(run, waiting), 'warning')];
  const round = run.rounds.at(-1);
  const { index, kind } = round ?? { index: 0, kind: '' };
  const doing = round && doingWords(run, round);
  const going = doing === undefined ? rateOf(run) : `  ${doing}`;
  return [span('● ', 'good'), span(placeWords(run, index, kind)), span(going, 'muted')];
}

/** How the run ended, and which answer it returned where that is not the last one. */
function endWords(run: Run, outcome: RunOutcome, wide: boolean): StyledSpan[] {
  if (outcome.kind === 'cancelled') return [span('cancelled', 'warning')];
  if (outcome.kind === 'failed') return [span('▲ failed', 'bad')];
  const isSourceEnd = outcome.rule === SOURCE_ENDS;
  const rule = isSourceEnd ? 'the source tells no more' : sanitizeLine(outcome.rule);
  const returned = returnedBeside(run);
  const which = returned && `, returned ${returnedPlace(run, returned)}`;
  const words = isSourceEnd ? (wide ? rule : 'end') : wide ? `stopped by ${rule}` : rule;
  return [span(words, 'muted'), ...(which ? [span(which, 'warning')] : [])];
}

/** Where the run would end, there is no round to name. */
function waitingWords(run: Run, waiting: Pending): string {
  const place = waiting.kind === 'end' ? '' : `: ${placeWords(run, waiting.round, waiting.roundKind)}`;
  return `waits for you${place}`;
}

/** `round 2/3`; probes are no rounds of the strategy, and are not counted among them. */
export function placeWords(run: Run, index: number, kind: string, of = '/'): string {
  if (isProbe(kind)) return `round ${index}: ${kind}`;
  const { rounds } = settingsAt(run, index).strategy;
  const probes = run.rounds.filter(round => round.index < index && isProbe(round.kind)).length;
  // What is done with the answers after the last round is none of its own.
  if (index - probes > rounds) return kind === 'aggregate' ? 'aggregating' : `round ${index}`;
  return probes === 0 ? `round ${index}${of}${rounds}` : `round ${index} (${index - probes}${of}${rounds})`;
}

/** A rate of the first moments says nothing. */
const FIRST_MOMENTS_MS = 300;

/** Tokens a second of all calls under way, each since its first one came, estimated. */
function rateOf(run: Run): string {
  const rates = run.calls.flatMap(call => (call ? callRate(run, call) : []));
  if (rates.length === 0) return '';
  return `  ~${formatCount(rates.reduce((sum, rate) => sum + rate, 0))} tok/s`;
}

function callRate(run: Run, call: Call): number[] {
  if (call.status !== 'streaming' || call.firstDeltaAt === undefined) return [];
  const ms = run.at - call.firstDeltaAt;
  return ms > FIRST_MOMENTS_MS ? [(tokensSoFar(call) * 1000) / ms] : [];
}
