/** A call that waits to be sent: what it is, what it will cost, and its request as the pane Prompt shows one. Pure. */
import { type CallEstimate, estimateCall } from '../../analysis/estimate-call.ts';
import type { Pending, PendingCall } from '../../engine/gate.ts';
import { modelName } from '../../plain/describe.ts';
import { isChanged, kindName } from '../../plain/edit-words.ts';
import { callEstimateWords } from '../../plain/estimate-call-words.ts';
import { purposeName } from '../../plain/lane-words.ts';
import { messageText } from '../../plain/request.ts';
import { editsOf } from '../../run/edited.ts';
import type { Message } from '../../run/events.ts';
import type { WholeRequest } from '../../run/model.ts';
import { isAnswering, type Run } from '../../run/run.ts';
import { promptOf } from '../../strategies/directed.ts';
import { PROBE_LIST } from '../../strategies/probes.ts';
import type { CheckStep } from '../../strategies/strategy.ts';
import { sanitize, sanitizeLine } from '../../text/sanitize.ts';
import { EMPTY, type Line, wrapped } from '../line.ts';
import { type Change, cacheLine, messageLines, newLine, requestHead } from './prompt.ts';

export type PendingCalls = Extract<Pending, { kind: 'calls' }>;

export interface CallPane {
  readonly head: readonly Line[];
  readonly lines: readonly Line[];
  /** Among `lines`. */
  readonly start: number | undefined;
  readonly estimate: CallEstimate;
}

/** Everything in it that comes from outside is made safe. */
export function callPane(call: PendingCall, pending: PendingCalls, run: Run, width: number): CallPane {
  const request = clean(call.request);
  const estimate = estimateCall(run, request, pending.round);
  const isPaid = run.provenance === 'live' || !estimate.usd;
  return {
    head: [
      ...headingLines(call, pending, run, width),
      ...wrapped(
        `${callEstimateWords(estimate)}${isPaid ? '' : ' if asked live: recordings cost nothing'}`,
        width,
      ),
    ],
    ...requestLines(call, request, run, pending.round, width),
    estimate,
  };
}

function headingLines(call: PendingCall, pending: PendingCalls, run: Run, width: number): Line[] {
  const { step, request } = call;
  const { round, roundKind } = pending;
  const changed = changeOf(call) !== undefined || isChanged(run, round);
  const words = [
    `Round ${round}`,
    ...(pending.calls.length > 1 ? [`lane ${step.lane}`] : []),
    isAnswering(step) ? kindName(roundKind) : purposeName(step.purpose),
    ...(step.again === undefined ? [] : ['once more']),
    modelName(request.model),
    ...(changed ? ['edited by you'] : []),
  ].map(sanitizeLine);
  const about = PROBE_LIST.find(({ kind }) => kind === roundKind)?.about;
  return [
    ...wrapped(words.join(' · '), width, 'accent'),
    ...(about === undefined ? [] : wrapped(about, width, 'muted')),
  ];
}

/** `A check on this machine (sql) of the answer of lane 0 of round 1: nothing is sent, nothing is paid.` */
export function checkWords(run: Run, { source, lane, about }: CheckStep): string {
  const round = run.calls[about]?.round;
  const where = round === undefined ? '' : ` of round ${round}`;
  return `A check on this machine (${source}) of the answer of lane ${lane}${where}: nothing is sent, nothing is paid.`;
}

/** The request as the pane Prompt shows one that was sent. */
function requestLines(call: PendingCall, request: WholeRequest, run: Run, round: number, width: number) {
  const { model, messages } = request;
  const sent = { model, request: { ...request, messages: [...messages] } };
  const firstNew = messages.length - call.step.messages.length;
  const { answer } = editsOf(run, round);
  const change = (message: Message, index: number): Change | undefined => {
    if (index < firstNew) return undefined;
    if (index === messages.length - 1) return changeOf(call);
    return message.role === 'assistant' && answer?.text === messageText(message) ? answer : undefined;
  };
  const all = messages.map((message, index) => [
    EMPTY,
    ...messageLines(message, index, index >= firstNew, width, change(message, index)),
    ...cacheLine(sent, index),
  ]);
  const before = [EMPTY, ...requestHead(sent, width), ...all.slice(0, firstNew).flat()];
  if (firstNew <= 0) return { lines: [...before, ...all.flat()], start: undefined };
  const fresh = all.slice(firstNew);
  const lines = [...before, EMPTY, newLine(width), ...fresh.flat()];
  // The answer was just read: what is about to be said is not. An answer that was changed was not read.
  const isAnswerChanged = answer !== undefined && fresh.length > 1;
  return {
    lines,
    start: isAnswerChanged ? before.length + 1 : lines.length - (fresh.at(-1)?.length ?? 0) + 1,
  };
}

/** The user's own words, and those that the strategy had proposed. */
function changeOf({ proposed, step }: PendingCall): Change | undefined {
  // Another sample is one of the same request, whatever was proposed for it.
  if (step.again !== undefined) return undefined;
  const change = { text: sanitize(promptOf(step)), proposed: sanitize(proposed) };
  return change.text === change.proposed ? undefined : change;
}

/** Every text in it made safe; a field whose name would have to change is left out. */
function clean(request: WholeRequest): WholeRequest {
  return JSON.parse(JSON.stringify(request), (name: string, value: unknown) => {
    if (sanitize(name) !== name) return undefined;
    return typeof value === 'string' ? sanitize(value) : value;
  });
}
