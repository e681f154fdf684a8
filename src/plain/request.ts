/** A request in words, as it was sent: its settings, what is new in it, and its cache points. Pure. */
import type { CachePoint, Message } from '../run/events.ts';
import { answerCall, type Call, type Run, threadOf } from '../run/run.ts';
import { modelName } from './describe.ts';
import { indent } from './layout.ts';

/** The lines about the request of a call. What was told before is named, not told again. */
export function requestLines(run: Run, call: Call): string[] {
  const fresh = call.request.messages;
  const same = sentBefore(run, call);
  if (same) return [...settingsLine(run, call), same];
  const resent = threadOf(run, call).length - fresh.length;
  return [
    ...settingsLine(run, call),
    ...systemLines(call, callBefore(run, call)),
    ...untoldLines(run, call),
    ...resentLines(resent),
    ...fresh.flatMap((message, index) => messageLines(run, call, message, resent + index + 1)),
    ...call.request.cachePoints.map(pointWords),
  ];
}

function settingsLine(run: Run, call: Call): string[] {
  return [`Request: ${requestSettings(call, run).join('   ')}`];
}

/** That a call which is made once more says what was said before. */
function sentBefore(run: Run, { again, request }: Call): string | undefined {
  const first = again === undefined ? undefined : run.calls[again];
  if (!first || first.request.extends !== request.extends) return undefined;
  const said = ({ system, messages }: Call['request']) => JSON.stringify([system, messages]);
  return said(first.request) === said(request) ? 'The same messages as before.' : undefined;
}

/** The operation with the model, then the settings of the request, as few as it has. */
export function requestSettings(
  { model, request }: Pick<Call, 'model' | 'request'>,
  run?: Pick<Run, 'imported'>,
): string[] {
  const { inferenceConfig, additionalModelRequestFields } = request;
  const settings = Object.entries(inferenceConfig).map(([name, value]) => `${name} ${String(value)}`);
  const extra = additionalModelRequestFields ? JSON.stringify(additionalModelRequestFields) : '';
  // Which operation another program called is not known.
  const operation = run?.imported ? modelName(model) : `ConverseStream ${model}`;
  return [operation, ...settings, extra].filter(Boolean);
}

export function messageText({ content }: Pick<Message, 'content'>): string {
  return content.map(block => block.text ?? blockWords(block)).join('\n');
}

export function systemText({ request }: Pick<Call, 'request'>): string {
  return request.system.map(block => block.text ?? '').join('\n');
}

function blockWords(block: Message['content'][number]): string {
  if (block.reasoningContent) return '[thinking, sent back as it came]';
  return `[${Object.keys(block).join(', ') || 'empty'}]`;
}

function callBefore(run: Run, call: Call): Call | undefined {
  return run.calls.findLast(one => one !== undefined && one.id < call.id);
}

/** Once, and again when it is another. */
function systemLines(call: Call, before: Call | undefined): string[] {
  const text = systemText(call);
  const known = before && systemText(before);
  if (text === (known ?? '')) return [];
  return text === '' ? ['No system prompt any more.'] : ['System prompt:', ...indent(text)];
}

/** That a source which tells no prompts had some all the same. */
export function untoldLines(
  { imported }: Pick<Run, 'imported'>,
  { request }: Pick<Call, 'request'>,
): string[] {
  const isEmpty = request.messages.length === 0 && request.extends === undefined;
  return imported && isEmpty ? ['What was sent is unknown: the source does not tell it.'] : [];
}

function resentLines(count: number): string[] {
  if (count === 0) return [];
  return [count === 1 ? 'Message 1 is sent again; new:' : `Messages 1 to ${count} are sent again; new:`];
}

function messageLines(run: Run, call: Call, message: Message, number: number): string[] {
  const heading = `Message ${number} (${message.role}):`;
  const told = toldBefore(run, call, message);
  return told === undefined ? [heading, ...indent(messageText(message))] : [`${heading} ${told}`];
}

/** The name of a text that is on the lines above, word for word. */
function toldBefore(run: Run, call: Call, { content }: Message): string | undefined {
  const texts = content.flatMap(block => block.text ?? []);
  const text = texts.join('');
  if (text.trim() === '') return undefined;
  const name = text === run.question.text ? 'the question, as above' : answerName(run, call, text);
  if (name === undefined) return undefined;
  const thinking = content.some(block => block.reasoningContent);
  if (content.length > texts.length && !thinking) return undefined;
  return `${thinking ? 'the thinking as it came, then ' : ''}${name}.`;
}

function answerName(run: Run, call: Call, text: string): string | undefined {
  const round = run.rounds.findLast(
    one =>
      one.index < call.round &&
      one.finishedAt !== undefined &&
      answerCall(run, one, call.lane)?.text === text,
  );
  return round && `the answer of round ${round.index}, as above`;
}

const LASTS: Record<CachePoint['ttl'], string> = { '5m': '5 minutes', '1h': '1 hour' };

/** `Cache point (5 minutes) after message 2.` */
function pointWords({ after, ttl }: CachePoint): string {
  const place = after === 'system' ? 'the system prompt' : `message ${after + 1}`;
  return `Cache point (${LASTS[ttl]}) after ${place}.`;
}
