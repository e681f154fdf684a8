/** What is to be said of a call beside its text: what it waits for, how it failed, why it stopped. Pure. */
import { errorWords, modelName } from '../../plain/describe.ts';
import { stopWords } from '../../plain/stop-reasons.ts';
import { isEndedOnPurpose } from '../../run/events.ts';
import { answerCall, type Call, type Run } from '../../run/run.ts';
import { formatSeconds } from '../../text/numbers.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { EMPTY, type Line, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';

export function callOf(run: Run, round: number): Call | undefined {
  return answerCall(
    run,
    run.rounds.findLast(one => one.index === round),
  );
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
