/** What is to be said of a call beside its text: what it waits for, how it ended, what there is to notice. Pure. */
import { errorWords, modelName } from '../../../plain/describe.ts';
import { gradeFacts } from '../../../plain/grade.ts';
import { purposeName } from '../../../plain/lane-words.ts';
import { noticed } from '../../../plain/noticed.ts';
import { cacheLines } from '../../../plain/remarks.ts';
import { stopWords } from '../../../plain/stop-reasons.ts';
import { isEndedOnPurpose } from '../../../run/known.ts';
import { type Call, firstDeltaMs, isAnswering, isTimed, type Round, type Run } from '../../../run/run.ts';
import { formatSeconds } from '../../../text/numbers.ts';
import { h, type Tree } from './tree.ts';

/** Before the first word has come. */
export function waitingView(run: Run, call: Call): Tree {
  if (call.thinking !== '') return h('p', 'waiting', 'Thinking… the tab beside shows it.');
  const retry = call.retries.at(-1);
  if (retry) {
    return h(
      'p',
      'waiting',
      `Attempt ${retry.attempt} failed. ${errorWords(retry.reason)} It is tried again.`,
    );
  }
  const since = isTimed(run) ? `, ${formatSeconds(run.at - call.startedAt)}` : '';
  return h('p', 'waiting', `Waiting for the first token of ${modelName(call.model)}${since}…`);
}

/** That a call failed or stopped early, and what would have helped. */
export function endViews({ error, stopReason, text }: Call): Tree[] {
  const stopped = stopWords(stopReason, text);
  return [
    ...(error
      ? [
          h(
            'div',
            `note ${isEndedOnPurpose(error) ? 'warned' : 'failed'}`,
            h('p', {}, '▲ ', errorWords(error)),
            error.original !== undefined && h('pre', {}, `${error.name}: ${error.original}`),
          ),
        ]
      : []),
    ...(stopped === undefined ? [] : [h('p', 'note warned', '▲ ', stopped)]),
  ];
}

/** What was found in the answer, how it was compared, and what is to be noticed. */
export function outcomeViews(run: Run, round: Round, call: Call): Tree[] {
  if (!isAnswering(call) || call.status === 'streaming') return [];
  const facts = gradeFacts(run, round, { lane: call.lane, label: 'Answer found', call: call.id });
  const said = [
    ...noticed(run, round.index, call.lane).map(sentence => `Noticed: ${sentence}.`),
    ...cacheLines(run, round.index, call.lane),
  ];
  return [
    ...(facts.length > 0
      ? [
          h(
            'ul',
            'found',
            facts.map(fact => h('li', { dir: 'auto' }, fact)),
          ),
        ]
      : []),
    ...said.map(sentence => h('p', 'remark', sentence)),
  ];
}

/** Which call it is, where the answer of a round was not its only one. */
export function asideTitle(run: Run, call: Call): string {
  const first = isTimed(run) ? firstDeltaMs(call) : undefined;
  const waited = first === undefined ? '' : `, first token after ${formatSeconds(first)}`;
  return `${purposeName(call.purpose)} by ${modelName(call.model)}${waited}`;
}
