/** The frames of `application/vnd.amazon.eventstream`, as Bedrock sends them for ConverseStream. */
import { EventStreamCodec } from '@smithy/core/event-streams';
import { promptTokens } from '../run/cost.ts';
import type { ContentBlock } from '../run/events.ts';
import type { Milliseconds, Usage } from '../run/price.ts';
import { type Answer, type Ending, isException, type TimedDelta } from './answer.ts';

const codec = new EventStreamCodec(
  bytes => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  text => Buffer.from(text, 'utf8'),
);

const header = (value: string) => ({ type: 'string' as const, value });

/** One event of the stream; `body` is the member's structure, not wrapped. */
export function eventFrame(type: string, body: unknown): Uint8Array {
  return frame({ ':message-type': 'event', ':event-type': type }, body);
}

/** A modelled error in mid-stream; `type` is the member's name in camel case. */
export function exceptionFrame(type: string, message: string): Uint8Array {
  return frame({ ':message-type': 'exception', ':exception-type': type }, { message });
}

/** An error in mid-stream that the service's model does not know. */
export function errorFrame(code: string, message: string): Uint8Array {
  return frame({ ':message-type': 'error', ':error-code': code, ':error-message': message }, {});
}

function frame(headers: Record<string, string>, body: unknown): Uint8Array {
  const all = { ...headers, ':content-type': 'application/json' };
  return codec.encode({
    headers: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, header(value)])),
    body: Buffer.from(JSON.stringify(body), 'utf8'),
  });
}

/** A frame and its time, in milliseconds since the request arrived. */
export interface TimedFrame {
  readonly afterMs: Milliseconds;
  readonly bytes: Uint8Array;
}

/** All frames of an answer, in the order and at the times at which they go out. */
export function framesOf(answer: Answer): TimedFrame[] {
  let afterMs = answer.deltas[0]?.afterMs ?? answer.ending.afterMs;
  const frames: TimedFrame[] = [];
  const send = (type: string, body: unknown) => frames.push({ afterMs, bytes: eventFrame(type, body) });
  send('messageStart', { role: 'assistant' });
  for (const [contentBlockIndex, block] of blocksOf(answer).entries()) {
    if (block.start) send('contentBlockStart', { contentBlockIndex, start: block.start });
    for (const piece of block.pieces) {
      afterMs = piece.afterMs ?? afterMs;
      send('contentBlockDelta', { contentBlockIndex, delta: piece.delta });
    }
    if (!block.cutOff) send('contentBlockStop', { contentBlockIndex });
  }
  return [...frames, ...endFrames(answer.ending)];
}

interface WireBlock {
  /** What has no time of its own goes out with the piece before it. */
  readonly pieces: readonly { readonly afterMs?: Milliseconds; readonly delta: unknown }[];
  readonly cutOff?: boolean;
  /** Blocks of text and of thinking have none. */
  readonly start?: unknown;
}

/** The content says which blocks there were; deltas that it does not account for follow in their order. */
function blocksOf({ deltas, ending }: Answer): WireBlock[] {
  const waiting = [...deltas];
  if (ending.kind === 'failed') {
    const runs = channelRuns(waiting);
    return runs.map((run, index) => ({ pieces: run.map(wirePiece), cutOff: index === runs.length - 1 }));
  }
  // A run that another program made may know its texts and not how they came: then they come at once.
  const take: Take = deltas.length === 0 ? whole : (channel, text) => taken(channel, text, waiting);
  const blocks = ending.content.map(block => toolBlock(block) ?? { pieces: piecesOf(block, take) });
  const rest = channelRuns(waiting).map(run => ({ pieces: run.map(wirePiece) }));
  return [...blocks, ...rest].filter(block => block.pieces.length > 0);
}

/** A tool that the model wants to use: its input goes out as JSON, in one piece. */
function toolBlock({ toolUse }: ContentBlock): WireBlock | undefined {
  if (typeof toolUse !== 'object' || toolUse === null) return undefined;
  const { input = {}, ...start } = toolUse as { readonly input?: unknown };
  return { start: { toolUse: start }, pieces: [{ delta: { toolUse: { input: JSON.stringify(input) } } }] };
}

/** The pieces of a text of this channel. */
type Take = (channel: TimedDelta['channel'], text: string) => WireBlock['pieces'];

const whole: Take = (channel, text) => (text === '' ? [] : [{ delta: deltaOf(channel, text) }]);

/** Takes the deltas of this block from those that are waiting. */
function piecesOf(block: ContentBlock, take: Take): WireBlock['pieces'] {
  const { redactedContent, reasoningText } = block.reasoningContent ?? {};
  if (redactedContent !== undefined) return [{ delta: { reasoningContent: { redactedContent } } }];
  if (!reasoningText) return take('text', block.text ?? '');
  const { text, signature } = reasoningText;
  const end = signature === undefined ? [] : [{ delta: { reasoningContent: { signature } } }];
  return [...take('thinking', text), ...end];
}

function taken(channel: TimedDelta['channel'], text: string, waiting: TimedDelta[]): WireBlock['pieces'] {
  let length = 0;
  const after = waiting.findIndex(delta => {
    if (delta.channel !== channel || length >= text.length) return true;
    length += delta.text.length;
    return false;
  });
  return waiting.splice(0, after < 0 ? waiting.length : after).map(wirePiece);
}

function wirePiece({ afterMs, channel, text }: TimedDelta) {
  return { afterMs, delta: deltaOf(channel, text) };
}

function deltaOf(channel: TimedDelta['channel'], text: string) {
  return channel === 'text' ? { text } : { reasoningContent: { text } };
}

/** Deltas in runs of one channel. */
function channelRuns(deltas: readonly TimedDelta[]): TimedDelta[][] {
  const runs: TimedDelta[][] = [];
  for (const delta of deltas) {
    const run = runs.at(-1);
    if (run?.[0]?.channel === delta.channel) run.push(delta);
    else runs.push([delta]);
  }
  return runs;
}

function endFrames(ending: Ending): TimedFrame[] {
  const { afterMs } = ending;
  if (ending.kind === 'failed') {
    if (!isException(ending.name)) return [];
    const type = ending.name.charAt(0).toLowerCase() + ending.name.slice(1);
    return [{ afterMs, bytes: exceptionFrame(type, ending.message) }];
  }
  const usage = ending.usage ? wireUsage(ending.usage) : {};
  const metrics = metricsOf(ending.serverMs);
  return [
    { afterMs, bytes: eventFrame('messageStop', { stopReason: ending.stopReason }) },
    { afterMs, bytes: eventFrame('metadata', { usage, metrics }) },
  ];
}

/** The name of an event of the stream; `undefined` for an exception or an error. */
export function eventTypeOf(frame: Uint8Array): string | undefined {
  const type = codec.decode(frame).headers[':event-type']?.value;
  return typeof type === 'string' ? type : undefined;
}

export function metricsOf(serverMs: Milliseconds) {
  return { latencyMs: Math.round(serverMs) };
}

/** Usage as Bedrock reports it: writes in one sum, and split by time-to-live, one hour first. */
export function wireUsage(usage: Usage) {
  const details = [
    { ttl: '1h', inputTokens: usage.cacheWrite1h },
    { ttl: '5m', inputTokens: usage.cacheWrite5m },
  ].filter(detail => detail.inputTokens > 0);
  return {
    inputTokens: usage.input,
    outputTokens: usage.output,
    totalTokens: promptTokens(usage) + usage.output,
    cacheReadInputTokens: usage.cacheRead,
    cacheWriteInputTokens: usage.cacheWrite5m + usage.cacheWrite1h,
    cacheDetails: details,
  };
}
