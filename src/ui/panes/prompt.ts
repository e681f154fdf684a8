/**
 * The prompt pane: the request of a round as it was sent, with its cache points, what is new, and what
 * the user changed of it. Pure.
 */
import { messageText, requestSettings, systemText, untoldLines } from '../../plain/request.ts';
import type { CachePoint, Message } from '../../run/events.ts';
import { type Call, type Run, threadOf } from '../../run/run.ts';
import { lookUp } from '../../text/look-up.ts';
import { diffView } from '../diff-views/diff-view.ts';
import { EMPTY, indented, type Line, line, rule, span, wrapped } from '../line.ts';
import { callOf, placeLines } from './call-notes.ts';

export interface PromptPane {
  readonly lines: readonly Line[];
  /** The line from which on it is new since the call before; absent when all of it is. */
  readonly start?: number | undefined;
}

/** `callId` is a call of the round, in place of the one that answers. */
export function promptPane(run: Run, round: number, width: number, callId?: number): PromptPane {
  const call = callOf(run, round, callId);
  if (!call) return { lines: [line(span('Nothing was sent yet.', 'muted'))] };
  const known = laidOut.get(call.request);
  const isKnown = known?.width === width && known.edits === run.edits;
  const pane = isKnown ? known.pane : promptLines(run, call, width);
  if (!isKnown) laidOut.set(call.request, { width, edits: run.edits, pane });
  return below(placeLines(run, call, width), pane);
}

/** Which of several calls it is may change as others are made, but not its request. */
function below(place: readonly Line[], pane: PromptPane): PromptPane {
  if (place.length === 0) return pane;
  const { lines, start } = pane;
  return { lines: [...place, ...lines], ...(start !== undefined && { start: start + place.length }) };
}

interface LaidOut {
  readonly width: number;
  readonly edits: Run['edits'];
  readonly pane: PromptPane;
}

/** A request does not change once it was sent. */
const laidOut = new WeakMap<Call['request'], LaidOut>();

function promptLines(run: Run, call: Call, width: number): PromptPane {
  const thread = threadOf(run, call);
  const firstNew = thread.length - call.request.messages.length;
  const lines = (from: number, to: number) =>
    thread.slice(from, to).flatMap((message, index) => {
      const place = from + index;
      const isNew = place >= firstNew;
      const change = isNew ? changeIn(run, call, message) : undefined;
      return [EMPTY, ...messageLines(message, place, isNew, width, change), ...cacheLine(call, place)];
    });
  const head = [
    ...requestHead(call, width, run),
    ...untoldLines(run, call).flatMap(words => [EMPTY, ...wrapped(words, width, 'muted')]),
  ];
  if (firstNew === 0) return { lines: [...head, ...lines(0, thread.length)] };
  const before = [...head, ...lines(0, firstNew), EMPTY];
  return { lines: [...before, newLine(width), ...lines(firstNew, thread.length)], start: before.length };
}

/** A text that the user put in the place of another. */
export interface Change {
  readonly text: string;
  readonly proposed: string;
}

/** What the user changed of a message, where they did: the turn of the round, or the answer before it. */
function changeIn(run: Run, call: Call, message: Message): Change | undefined {
  const text = messageText(message);
  const changes = run.edits
    .filter(edit => edit.round === call.round)
    .map(({ change }) => (message.role === 'assistant' ? change.answer : change.prompt));
  const change = changes.findLast(one => one?.text === text);
  return change && change.proposed !== text ? change : undefined;
}

/** A request of a call that was sent, or of one that waits to be. */
type Sent = Pick<Call, 'model' | 'request'>;

/** What stands before the conversation: the settings and the system prompt. */
export function requestHead(call: Sent, width: number, run?: Pick<Run, 'imported'>): Line[] {
  return [...requestLines(call, width, run), ...systemLines(call, width)];
}

/** The request's settings, as few as it has. */
function requestLines(call: Sent, width: number, run?: Pick<Run, 'imported'>): Line[] {
  return wrapped(requestSettings(call, run).join('   '), width, 'muted');
}

function systemLines(call: Sent, width: number): Line[] {
  if (call.request.system.length === 0) return [];
  const text = systemText(call);
  return [
    EMPTY,
    line(span('system', 'label')),
    ...indented(wrapped(text, width - 2), 2),
    ...cacheLine(call, 'system'),
  ];
}

/** The line before what is new. */
export function newLine(width: number): Line {
  const words = ' new since the call before ';
  return line(span('──', 'rule'), span(words, 'muted'), ...rule(width - words.length - 2));
}

/** A message under its number and role; with `change` as a diff against what stood there before. */
export function messageLines(
  message: Message,
  index: number,
  isNew: boolean,
  width: number,
  change?: Change,
): Line[] {
  const heading = span(`${index + 1} ${message.role}`, isNew ? 'accent' : 'label');
  if (change) return [line(heading), ...changeLines(change, message.role, width)];
  return [line(heading), ...indented(wrapped(messageText(message), width - 2, isNew ? 'text' : 'muted'), 2)];
}

const CHANGED: Readonly<Record<string, string>> = {
  assistant: 'Not as the model wrote it: changed by you (error injection). What changed:',
};
const EDITED = 'Edited by you. What changed against the proposed turn:';

/** A text in which every word that came or went is marked, under a line that says so. */
export function changeLines({ text, proposed }: Change, role: string, width: number): Line[] {
  const all = text.split('\n').length + proposed.split('\n').length;
  const next = { text, streaming: false };
  const { lines } = diffView('inline', { text: proposed }, next, { grader: 'text' }, width, all);
  return [...indented(wrapped(lookUp(CHANGED, role) ?? EDITED, width - 2, 'warning'), 2), ...lines];
}

/** The line below what a cache point stands after; none where there is none. */
export function cacheLine({ request }: Pick<Call, 'request'>, after: CachePoint['after']): Line[] {
  const point = request.cachePoints.find(one => one.after === after);
  return point ? [line(span(`  ◆ cache point (${point.ttl}): all above is the prefix`, 'cacheWrite'))] : [];
}
