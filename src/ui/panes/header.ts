/** The first line of a run's screen: what runs, where it comes from, what is going on. Pure. */
import { firstWords, headline, modelName, provenanceWords } from '../../plain/describe.ts';
import type { Run } from '../../run/run.ts';
import { formatCount, formatPlace } from '../../text/numbers.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { type Line, line, lineWidth, type StyledSpan, span, spread } from '../line.ts';
import type { PlayerState } from '../player-session.ts';
import { tokensSoFar } from './model-text.ts';

const NAME = span('reflectoscope', 'heading');
/** From here on all of the settings that matter are named. */
const WIDE = 100;
/** While a run goes on its state has room for the longest words, so that the title does not jump. */
const STATE_ROOM = 23;

export function headerLine(run: Run | undefined, player: PlayerState | undefined, width: number): Line {
  if (!run) return spread(line(' ', NAME), line(span('starting… ', 'muted')), width);
  const wide = width >= WIDE;
  const title = sanitizeLine(wide ? headline(run) : shortTitle(run));
  const isTold = wide || run.provenance !== 'live';
  const source = isTold ? [span(`${provenanceWords(run.provenance)}  `, 'warning')] : [];
  const named = line(' ', NAME, '  ', title);
  const state = player ? playerState(player) : liveState(run, wide);
  const room = run.outcome && !player ? lineWidth(state) + 2 : STATE_ROOM;
  const left = lineWidth(named) + lineWidth(source) + room <= width ? named : line(' ', title);
  return spread(left, [...source, ...state, span(' ')], width);
}

function shortTitle({ settings, question }: Run): string {
  return `${modelName(settings.model).replace(/^Claude /, '')} · ${question.title ?? firstWords(question.text)}`;
}

function playerState({ playing, ended, speed, atMs, durationMs }: PlayerState): StyledSpan[] {
  const sign = playing ? '▶' : ended ? '■' : '‖';
  return [span(`${sign} `, 'accent'), span(`${formatPlace(atMs)} / ${formatPlace(durationMs)}  ${speed}×`)];
}

function liveState(run: Run, wide: boolean): StyledSpan[] {
  const { outcome } = run;
  if (outcome?.kind === 'stopped') {
    return [span('■ ', 'muted'), span(wide ? `stopped by ${outcome.rule}` : outcome.rule, 'muted')];
  }
  if (outcome?.kind === 'cancelled') return [span('■ cancelled', 'warning')];
  if (outcome?.kind === 'failed') return [span('▲ failed', 'bad')];
  const round = run.rounds.at(-1)?.index ?? 0;
  const of = `round ${round}/${run.settings.strategy.rounds}`;
  return [span('● ', 'good'), span(of), span(rateOf(run), 'muted')];
}

/** A rate of the first moments says nothing. */
const FIRST_MOMENTS_MS = 300;

/** Tokens a second since the first one came, estimated. */
function rateOf(run: Run): string {
  const call = run.calls.at(-1);
  if (call?.status !== 'streaming' || call.firstDeltaAt === undefined) return '';
  const ms = run.at - call.firstDeltaAt;
  return ms > FIRST_MOMENTS_MS ? `  ~${formatCount((tokensSoFar(call) * 1000) / ms)} tok/s` : '';
}
