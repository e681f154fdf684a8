/** The prompt pane: the request of a round as it was sent, with its cache points and what is new. Pure. */
import { messageText, requestSettings, systemText } from '../../plain/request.ts';
import type { CachePoint, Message } from '../../run/events.ts';
import { type Call, type Run, threadOf } from '../../run/run.ts';
import { EMPTY, indented, type Line, line, rule, span, wrapped } from '../line.ts';
import { callOf } from './call-notes.ts';

export interface PromptPane {
  readonly lines: readonly Line[];
  /** The line from which on it is new since the call before; absent when all of it is. */
  readonly start?: number | undefined;
}

export function promptPane(run: Run, round: number, width: number): PromptPane {
  const call = callOf(run, round);
  if (!call) return { lines: [line(span('Nothing was sent yet.', 'muted'))] };
  const known = laidOut.get(call.request);
  if (known?.width === width) return known.pane;
  const pane = promptLines(run, call, width);
  laidOut.set(call.request, { width, pane });
  return pane;
}

/** A request does not change once it was sent. */
const laidOut = new WeakMap<Call['request'], { readonly width: number; readonly pane: PromptPane }>();

function promptLines(run: Run, call: Call, width: number): PromptPane {
  const thread = threadOf(run, call);
  const firstNew = thread.length - call.request.messages.length;
  const lines = (from: number, to: number) =>
    thread
      .slice(from, to)
      .flatMap((message, index) => [
        EMPTY,
        ...messageLines(message, from + index, from >= firstNew, width),
        ...cacheLine(call, from + index),
      ]);
  const head = [...requestLines(call, width), ...systemLines(call, width)];
  if (firstNew === 0) return { lines: [...head, ...lines(0, thread.length)] };
  const before = [...head, ...lines(0, firstNew), EMPTY];
  return { lines: [...before, newLine(width), ...lines(firstNew, thread.length)], start: before.length };
}

/** The request's settings, as few as it has. */
function requestLines(call: Call, width: number): Line[] {
  return wrapped(requestSettings(call).join('   '), width, 'muted');
}

function systemLines(call: Call, width: number): Line[] {
  if (call.request.system.length === 0) return [];
  const text = systemText(call);
  return [
    EMPTY,
    line(span('system', 'label')),
    ...indented(wrapped(text, width - 2), 2),
    ...cacheLine(call, 'system'),
  ];
}

function newLine(width: number): Line {
  const words = ' new since the call before ';
  return line(span('──', 'rule'), span(words, 'muted'), ...rule(width - words.length - 2));
}

function messageLines(message: Message, index: number, isNew: boolean, width: number): Line[] {
  const text = messageText(message);
  return [
    line(span(`${index + 1} ${message.role}`, isNew ? 'accent' : 'label')),
    ...indented(wrapped(text, width - 2, isNew ? 'text' : 'muted'), 2),
  ];
}

function cacheLine(call: Call, after: CachePoint['after']): Line[] {
  const point = call.request.cachePoints.find(one => one.after === after);
  return point ? [line(span(`  ◆ cache point (${point.ttl}): all above is the prefix`, 'cacheWrite'))] : [];
}
