/** The prompt pane: the request of a round as it was sent, with its cache points and what is new. Pure. */
import type { CachePoint, Message } from '../../run/events.ts';
import { type Call, type Run, threadOf } from '../../run/run.ts';
import { EMPTY, indented, type Line, line, rule, span, wrapped } from '../line.ts';
import { callOf } from './call-notes.ts';

export function promptPane(run: Run, round: number, width: number): Line[] {
  const call = callOf(run, round);
  if (!call) return [line(span('Nothing was sent yet.', 'muted'))];
  const known = laidOut.get(call.request);
  if (known?.width === width) return known.lines;
  const lines = promptLines(run, call, width);
  laidOut.set(call.request, { width, lines });
  return lines;
}

/** A request does not change once it was sent. */
const laidOut = new WeakMap<Call['request'], { readonly width: number; readonly lines: Line[] }>();

function promptLines(run: Run, call: Call, width: number): Line[] {
  const thread = threadOf(run, call);
  const firstNew = thread.length - call.request.messages.length;
  return [
    ...requestLines(call, width),
    ...systemLines(call, width),
    ...thread.flatMap((message, index) => [
      ...(index === firstNew && index > 0 ? [EMPTY, newLine(width)] : []),
      EMPTY,
      ...messageLines(message, index, index >= firstNew, width),
      ...cacheLine(call, index),
    ]),
  ];
}

/** The request's settings, as few as it has. */
function requestLines(call: Call, width: number): Line[] {
  const { inferenceConfig, additionalModelRequestFields } = call.request;
  const settings = Object.entries(inferenceConfig).map(([name, value]) => `${name} ${String(value)}`);
  const extra = additionalModelRequestFields ? JSON.stringify(additionalModelRequestFields) : '';
  const text = [`ConverseStream ${call.model}`, ...settings, extra].filter(Boolean).join('   ');
  return wrapped(text, width, 'muted');
}

function systemLines(call: Call, width: number): Line[] {
  const { system } = call.request;
  if (system.length === 0) return [];
  const text = system.map(block => block.text ?? '').join('\n');
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
  const text = message.content.map(block => block.text ?? blockWords(block)).join('\n');
  return [
    line(span(`${index + 1} ${message.role}`, isNew ? 'accent' : 'label')),
    ...indented(wrapped(text, width - 2, isNew ? 'text' : 'muted'), 2),
  ];
}

function blockWords(block: Message['content'][number]): string {
  if (block.reasoningContent) return '[thinking, sent back as it came]';
  return `[${Object.keys(block).join(', ') || 'empty'}]`;
}

function cacheLine(call: Call, after: CachePoint['after']): Line[] {
  const point = call.request.cachePoints.find(one => one.after === after);
  return point ? [line(span(`  ◆ cache point (${point.ttl}): all above is the prefix`, 'cacheWrite'))] : [];
}
