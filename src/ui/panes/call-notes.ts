/** What is to be said of a call beside its text: what it waits for, how it failed, why it stopped. Pure. */
import { errorWords, modelName } from '../../plain/describe.ts';
import { attemptPlace, attemptWords } from '../../plain/edit-words.ts';
import { stopWords } from '../../plain/stop-reasons.ts';
import { isEndedOnPurpose } from '../../run/events.ts';
import { answerCall, type Call, callsOf, type Round, type Run } from '../../run/run.ts';
import { formatSeconds } from '../../text/numbers.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { EMPTY, type Line, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';

/** The call with this id, where it is one of the round; else the one that gives the round its answer. */
export function callOf(run: Run, index: number, id?: number): Call | undefined {
  const round = run.rounds.findLast(one => one.index === index);
  const isOne = id !== undefined && round?.calls.includes(id);
  return isOne ? run.calls[id] : answerCall(run, round);
}

/** Whether nothing of the round changes any more, unless it is asked for once more. */
export function isSettled(run: Run, round: Round): boolean {
  return round.finishedAt !== undefined && callsOf(run, round).every(({ status }) => status !== 'streaming');
}

/** `attempt 2 of 3, chosen`, the longest first; none where the round has but one. */
export function attemptNotes(run: Run, round: number, id?: number): string[] {
  const place = attemptPlace(run, round, id);
  return place ? [attemptWords(place), `attempt ${place.number}/${place.of}`] : [];
}

/** What is being waited for, and since when. */
export function waitingLines(run: Run, call: Call, width: number): Line[] {
  if (call.thinking !== '') return wrapped('Thinking… (3 shows it)', width, 'muted');
  const retry = call.retries.at(-1);
  const of = retry?.attempts === undefined ? '' : ` of ${retry.attempts}`;
  const left = retry ? retry.at + retry.waitMs - run.at : 0;
  if (retry && left > 0) {
    const words = `Attempt ${retry.attempt}${of} failed. ${errorWords(retry.reason)}`;
    return [
      ...wrapped(words, width, 'warning'),
      ...wrapped(`Trying again in ${formatSeconds(left)}; ctrl+c cancels.`, width, 'muted'),
    ];
  }
  const since = formatSeconds(run.at - (retry ? retry.at + retry.waitMs : call.startedAt));
  const attempt = retry ? ` (attempt ${retry.attempt + 1}${of})` : '';
  const name = sanitizeLine(modelName(call.model));
  return wrapped(`Waiting for the first token of ${name}${attempt}, ${since}…`, width, 'muted');
}

/** That the call failed or stopped early, and what would help, each after a blank line. */
export function endNotes(call: Call, width: number): Line[] {
  const lines: Line[] = [];
  const add = (text: string, role: Roles) => lines.push(EMPTY, ...wrapped(text, width, role));
  const { error, stopReason, text } = call;
  if (error) {
    add(`▲ ${errorWords(error)}`, isEndedOnPurpose(error) ? 'warning' : 'bad');
    if (error.original) lines.push(...wrapped(`${error.name}: ${error.original}`, width, 'muted'));
  }
  const stopped = stopWords(stopReason, text);
  if (stopped) add(`▲ ${stopped}`, 'warning');
  return lines;
}
