/** The first line of a run's screen: what runs, where it comes from, what is going on. Pure. */
import { headline, modelName, provenanceWords } from '../../plain/describe.ts';
import type { Run } from '../../run/run.ts';
import { formatPlace } from '../../text/numbers.ts';
import { estimateTokens } from '../../text/tokens.ts';
import type { PlayerState } from '../player-session.ts';
import { type Line, line, type StyledSpan, span, spread } from './line.ts';

export function headerLine(run: Run | undefined, player: PlayerState | undefined, width: number): Line {
  if (!run)
    return spread(line(' ', span('reflectoscope', 'heading')), line(span('starting… ', 'muted')), width);
  const wide = width >= 100;
  const title = wide
    ? headline(run)
    : `${modelName(run.settings.model).replace(/^Claude /, '')} · ${run.question.title ?? run.question.id}`;
  const source = wide || run.provenance !== 'live' ? provenanceWords(run.provenance) : '';
  const left = line(' ', span('reflectoscope', 'heading'), '  ', title);
  const right = [
    ...(source ? [span(`${source}  `, 'warning')] : []),
    ...(player ? playerState(player) : liveState(run, wide)),
    span(' '),
  ];
  return spread(left, right, width);
}

function playerState({ playing, ended, speed, atMs, durationMs }: PlayerState): StyledSpan[] {
  const sign = playing ? '▶' : ended ? '■' : '⏸';
  return [span(`${sign} `, 'accent'), span(`${formatPlace(atMs)} / ${formatPlace(durationMs)}  ${speed}×`)];
}

function liveState(run: Run, wide: boolean): StyledSpan[] {
  const { outcome } = run;
  if (outcome?.kind === 'stopped')
    return [span('■ ', 'muted'), span(wide ? `stopped by ${outcome.rule}` : outcome.rule, 'muted')];
  if (outcome?.kind === 'cancelled') return [span('■ cancelled', 'warning')];
  if (outcome?.kind === 'failed') return [span('▲ failed', 'bad')];
  const call = run.calls.at(-1);
  const round = run.rounds.at(-1)?.index ?? 0;
  const of = `${round}/${run.settings.strategy.rounds}`;
  if (call?.status !== 'streaming') return [span('● ', 'accent'), span(`round ${of}`)];
  const seconds = (run.at - (call.firstDeltaAt ?? run.at)) / 1000;
  const tokens = estimateTokens(call.text) + estimateTokens(call.thinking);
  const rate = seconds > 0.3 ? `  ~${Math.round(tokens / seconds)} tok/s` : '';
  return [span('● ', 'accent'), span(`round ${of}${rate}`)];
}
