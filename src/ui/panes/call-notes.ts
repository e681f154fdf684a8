/** What is to be said of a call beside its text: what it waits for, how it failed, why it stopped. Pure. */
import { errorWords, modelName } from '../../plain/describe.ts';
import { attemptPlace, attemptWords } from '../../plain/edit-words.ts';
import { laneLabel } from '../../plain/lane-labels.ts';
import { callsInLane, purposeName } from '../../plain/lane-words.ts';
import { stopWords } from '../../plain/stop-reasons.ts';
import { isEndedOnPurpose } from '../../run/known.ts';
import { answerCall, type Call, callsOf, isAnswering, isTimed, lanesOf, type Run } from '../../run/run.ts';
import { formatSeconds } from '../../text/numbers.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { EMPTY, type Line, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';

/**
 * The call with this id, where it is one of the round; else the one that gives the lane its answer, and
 * before there is one the last that was made for it.
 */
export function callOf(run: Run, index: number, id?: number, lane = 0): Call | undefined {
  const round = run.rounds.findLast(one => one.index === index);
  const isOne = id !== undefined && round?.calls.includes(id);
  if (isOne) return run.calls[id];
  return answerCall(run, round, lane) ?? callsInLane(run, round, lane).at(-1);
}

/** `lane 2, attempt 2 of 3, chosen`, the longest first; none where the round has one answer only. */
export function answerNotes(run: Run, call: Call): string[] {
  const place = attemptPlace(run, call.round, call.id, call.lane);
  const lane = laneNotes(run, call);
  if (!place) return lane;
  return [
    [...lane, attemptWords(place)],
    [...lane, `attempt ${place.number}/${place.of}`],
  ].map(words => words.join(', '));
}

function laneNotes(run: Run, { round: index, lane }: Call): string[] {
  const round = run.rounds.findLast(one => one.index === index);
  const isOneOfSeveral = lane > 0 || (round !== undefined && lanesOf(run, round).length > 1);
  return isOneOfSeveral ? [`lane ${lane}`] : [];
}

/** `Lane 2, call 2 of 3: critique, Claude Haiku 4.5.`, with a blank line behind; nothing for an only call. */
export function placeLines(run: Run, call: Call, width: number): Line[] {
  const words = placeWords(run, call);
  if (words === undefined) return [];
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  return [...wrapped(sentence, width, 'muted'), EMPTY];
}

/** The model of a lane, where the lanes have several. */
function otherModel(run: Run, { round: index, model }: Call): string[] {
  const round = run.rounds.findLast(one => one.index === index);
  const isOneOfSeveral = round && callsOf(run, round).some(other => other.model !== model);
  return isOneOfSeveral ? [sanitizeLine(modelName(model))] : [];
}

function placeWords(run: Run, call: Call): string | undefined {
  const round = run.rounds.findLast(one => one.index === call.round);
  const calls = callsInLane(run, round, call.lane);
  const label = round && laneLabel(run, round, call.lane)?.words;
  if (calls.every(isAnswering)) {
    const [words] = answerNotes(run, call);
    if (words === undefined) return undefined;
    const other = otherModel(run, call).filter(name => name !== label);
    return [words, ...(label === undefined ? [] : [label]), ...other].join(', ');
  }
  const attempt = attemptPlace(run, call.round, call.id, call.lane);
  const number = calls.length > 1 ? [`call ${calls.indexOf(call) + 1} of ${calls.length}`] : [];
  const place = [...laneNotes(run, call), ...(label === undefined ? [] : [label]), ...number].join(', ');
  const facts = [
    purposeName(call.purpose),
    ...(attempt ? [attemptWords(attempt)] : []),
    sanitizeLine(modelName(call.model)),
  ];
  return `${place === '' ? '' : `${place}: `}${facts.join(', ')}`;
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
  const ms = run.at - (retry ? retry.at + retry.waitMs : call.startedAt);
  const since = isTimed(run) ? `, ${formatSeconds(ms)}` : '';
  const attempt = retry ? ` (attempt ${retry.attempt + 1}${of})` : '';
  const name = sanitizeLine(modelName(call.model));
  return wrapped(`Waiting for the first token of ${name}${attempt}${since}…`, width, 'muted');
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
